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

  @Test func cutsTakesAnyTypesThatTheLanguageHas() throws {
    var formats = FrameFormats()
    formats[named: "types"] = [.shotTypes(["CLOSE", "WIDE"], sampleRate: 22050)]
    var settings = Settings(defaultsOf: Cuts.declaration)
    _ = try Cuts(settings).formats(for: formats)
    settings[Cuts.share] = TypeShares(["ADS": 0...0.1])
    let failure = #expect(throws: Failure.self) { try Cuts(settings).formats(for: formats) }
    #expect(failure?.reason.contains("'ADS'") == true)
    formats[named: "types"] = [.shotTypes([], sampleRate: 22050)]
    #expect(throws: Failure.self) { try Cuts(Settings(defaultsOf: Cuts.declaration)).formats(for: formats) }
  }
}
