import StageKit
import Testing

@testable import Features

@Suite struct BlockSizeTests {
  /// Noise, soft and loud in turn.
  private let samples = Frames(
    format: .audio(sampleRate: 22050),
    values: (0..<7001).map { index in
      let noise = Float((index * 7919) % 1009) / 1009 - 0.5
      return index / 1500 % 2 == 0 ? noise * 0.01 : noise
    })

  @Test(arguments: [1, 5, 1000])
  func resultsDoNotDependOnIt(blockSize: Int) throws {
    let whole = try AllFeatures(samples, driver: StageDriver(blockSize: 100_000))
    let parts = try AllFeatures(samples, driver: StageDriver(blockSize: blockSize))
    #expect(try whole.spectrum.values() == parts.spectrum.values())
    #expect(try whole.mel.values() == parts.mel.values())
    #expect(try whole.chroma.values() == parts.chroma.values())
    #expect(try whole.onset.values() == parts.onset.values())
    #expect(whole.tuning == parts.tuning)
    #expect(try whole.onset.values().contains { $0 > 1 })
  }
}
