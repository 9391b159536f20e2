import Audio
import Foundation
import Testing

/// A folder for one test, gone with it.
final class Folder {
  private let url = FileManager.default.temporaryDirectory.appendingPathComponent("audio-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a file and gives its path.
  func write(_ bytes: [UInt8], as name: String = "sound") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Reads a whole file in blocks.
  func samples(of bytes: [UInt8], at rate: Double, block: Int = 4096) throws -> [Float] {
    try read(write(bytes), at: rate, block: block)
  }

  /// The samples of a file that is odd but whole, by libsndfile alone, and what is said of it.
  func odd(_ bytes: [UInt8], at rate: Double = 44_100) throws -> (samples: [Float], notes: [String]) {
    let file = try AudioFile(path: write(bytes), sampleRate: rate, decoders: [.libsndfile])
    return try (all(of: file), file.notes)
  }

  /// The failure that reading a file ends with; by libsndfile alone, whatever is installed.
  func failure(
    of bytes: [UInt8], as name: String = "sound", decoders: [AudioDecoder] = [.libsndfile]
  ) throws -> AudioFailure {
    let path = try write(bytes, as: name)
    return try #require(throws: AudioFailure.self) { _ = try read(path, at: 22_050, decoders: decoders) }
  }
}

/// Reads a whole file in blocks.
func read(
  _ path: String, at rate: Double, block: Int = 4096, decoders: [AudioDecoder] = AudioDecoder.allCases
) throws(AudioFailure) -> [Float] {
  try all(of: AudioFile(path: path, sampleRate: rate, decoders: decoders), block: block)
}

/// All samples of a stream.
func all(of stream: some SampleStream, block: Int = 4096) throws(AudioFailure) -> [Float] {
  var all: [Float] = []
  var samples: [Float] = []
  while try stream.read(into: &samples, atMost: block) > 0 { all += samples }
  return all
}
