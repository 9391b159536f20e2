import Shots
import StageKit
import Testing

@testable import Directing

@Suite struct DirectingPluginTests {
  @Test func noInputIsTakenForAnother() throws {
    var formats = FrameFormats()
    for port in ["mel", "onset", "types"] { formats[named: port] = [.audio(sampleRate: 22050)] }
    for stage in [Cues.self, Director.self, Cuts.self] as [any TrackStage.Type] {
      let made = try stage.init(Settings(defaultsOf: stage.declaration))
      #expect(throws: Failure.self) { try made.formats(for: formats) }
    }
  }

  @Test func cutsNamesTheTypesThatItTakes() throws {
    var formats = FrameFormats()
    formats[named: "types"] = [.shotTypes(["CLOSE", "WIDE"], sampleRate: 22050)]
    let cuts = try Cuts(Settings(defaultsOf: Cuts.declaration))
    let failure = #expect(throws: Failure.self) { try cuts.formats(for: formats) }
    #expect(failure?.reason.contains("but is given CLOSE, WIDE") == true)
  }
}
