import StageKit
import Testing

@Suite struct TrackFileTests {
  @Test func aTemplateStandsBesideTheTrack() throws {
    let file = try TrackFile(.text("{track}.sections.csv"), unit: nil).resolved(against: "pipelines")
    #expect(file.path(for: "songs/a.b/x.flac") == "songs/a.b/x.sections.csv")
    #expect(file.path(for: "x") == "x.sections.csv")
  }

  @Test func anotherFolderIsRelativeToThePipeline() throws {
    let file = try TrackFile(.text("labels/{name}.csv"), unit: nil).resolved(against: "pipelines")
    #expect(file.path(for: "songs/a/x.flac") == "pipelines/labels/x.csv")
  }

  @Test func settingsKnowTheirTrackFiles() throws {
    let parameter = Parameter("file", default: TrackFile?.none, "A file of the user's own.")
    let declaration = StageDeclaration(
      id: "test", doc: "Does nothing.", source: "none", inputs: [], outputs: [], parameters: [parameter])
    var settings = Settings(defaultsOf: declaration)
    #expect(settings.trackFiles.isEmpty)
    settings.set("file", to: try parameter.parse(.text("{track}.csv"), relativeTo: ""))
    #expect(settings.trackFiles.map(\.template) == ["{track}.csv"])
  }
}
