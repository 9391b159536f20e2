import StageKit
import Testing

@testable import Features

@Suite struct ChromaTests {
  @Test func aFixedTuningNeedsOnePass() throws {
    var settings = Settings(defaultsOf: Chroma.declaration)
    settings[Chroma.tuning] = 0.25
    let format = FrameFormat(
      quantity: .powerSpectrum, width: 1025, rate: 22050 / 512, sampleRate: 22050, transformLength: 2048)
    var formats = FrameFormats()
    formats[named: "spectrum"] = [format]
    let processor = try Chroma(settings).makeProcessor(for: formats)
    #expect(!processor.surveysFirst)
    #expect(try Chroma(Settings(defaultsOf: Chroma.declaration)).makeProcessor(for: formats).surveysFirst)

    let spectrum = Frames(format: format, values: (0..<1025).map { Float(($0 * 37) % 11) })
    let result = try StageDriver().run(Chroma(settings), "spectrum", spectrum)
    #expect(result.others[Chroma.tuned]?.value == 0.25)
    #expect(try result.frames.values().max() == 1)
  }
}
