import Audio
import StageKit

extension Samples {
  /// All samples of a sound file at a rate in Hz, in memory: for benchmarks, which time what comes after.
  ///
  /// - Throws: `AudioFailure` if the file cannot be read to its end.
  package init(ofFile path: String, sampleRate: Double) throws {
    let file = try AudioFile(path: path, sampleRate: sampleRate)
    var values: [Float] = []
    var block: [Float] = []
    while try file.read(into: &block, atMost: 1 << 20) > 0 { values += block }
    self.init(sampleRate: sampleRate, values: values)
  }
}
