import StageKit
import Testing

@Suite struct TrackFileTests {
  @Test func aTemplateStandsBesideTheTrack() throws {
    let file = try TrackFile(.text("{track}.sections.csv"), unit: nil).resolved(against: "pipelines")
    #expect(file.path(for: "songs/a.b/x", format: "flac") == "songs/a.b/x.sections.csv")
    #expect(file.path(for: "x", format: "flac") == "x.sections.csv")
  }

  @Test func anotherFolderIsRelativeToThePipeline() throws {
    let file = try TrackFile(.text("labels/{name}.csv"), unit: nil).resolved(against: "pipelines")
    #expect(file.path(for: "songs/a/x", format: "flac") == "pipelines/labels/x.csv")
  }

  @Test func placeholdersAreFilledOnce() throws {
    let file = try TrackFile(.text("{track}/{name}.csv"), unit: nil)
    #expect(file.path(for: "songs/x {name}", format: "flac") == "songs/x {name}/x {name}.csv")
    let labels = try TrackFile(.text("{name}.csv"), unit: nil).resolved(against: "a{track}")
    #expect(labels.path(for: "songs/x", format: "flac") == "a{track}/x.csv")
    #expect(labels.template == "a{track}/{name}.csv")
  }

  @Test(arguments: [
    ("{trak}.csv", "'{trak}.csv' has the unknown placeholder 'trak'; did you mean 'track'?"),
    ("{x1}.csv", "'{x1}.csv' has the unknown placeholder 'x1'; placeholders here: {track}, {name}, {format}, {output}"),
    ("{track.csv", "'{track.csv' has a brace without its partner"),
    ("", "expected a file's path, found nothing"),
    (String(repeating: "x", count: 4097), "expected a file's path, found 4097 bytes"),
  ])
  func whatIsNoTemplateIsRefused(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try TrackFile(.text(text), unit: nil) }
    #expect(failure?.description == message)
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
