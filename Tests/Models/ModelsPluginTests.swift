import StageKit
import Testing

@testable import Models

@Suite struct ModelsPluginTests {
  @Test(arguments: Plugin.models.stages.map { $0.declaration.id }) func declarationIsSound(id: String) throws {
    let stage = try #require(try Registry([.models])[id])
    #expect(stage.declaration.faults == [])
  }

  @Test func noInputIsTakenForAnother() throws {
    var formats = FrameFormats()
    for port in ["mel", "chroma", "onset", "types"] { formats[named: port] = [.audio(sampleRate: 22050)] }
    for stage in [Sections.self, Director.self, Cuts.self] as [any TrackStage.Type] {
      let made = try stage.init(Settings(defaultsOf: stage.declaration))
      #expect(throws: Failure.self) { try made.formats(for: formats) }
    }
  }

  @Test func cutsNamesTheTypesThatItTakes() throws {
    var formats = FrameFormats()
    formats[named: "types"] = [
      FrameFormat(quantity: .shotTypes, width: 2, rate: 1, sampleRate: 22050, columns: ["CLOSE", "WIDE"])
    ]
    let cuts = try Cuts(Settings(defaultsOf: Cuts.declaration))
    let failure = #expect(throws: Failure.self) { try cuts.formats(for: formats) }
    #expect(failure?.reason.contains("but is given CLOSE, WIDE") == true)
  }
}
