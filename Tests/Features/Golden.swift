import Foundation
import StageKit

/// The golden song and librosa 0.11.0's features of it, made by `Golden/make_golden.py`.
struct Golden {
  /// What the JSON file holds.
  struct Numbers: Decodable {
    let tuning: Double
    let tempo: Double
    let onsets: [Double]
    let beats: [Double]
  }

  let song: Frames
  let mel: [Float]
  let chroma: [Float]
  let onset: [Float]
  let numbers: Numbers

  init() throws {
    // The header is 44 bytes long, as Python's `wave` writes it.
    let samples = try Self.data("song.wav").dropFirst(44)
    let values = stride(from: samples.startIndex, to: samples.endIndex, by: 2).map { index in
      Float(Int16(truncatingIfNeeded: Int(samples[index]) | Int(samples[index + 1]) << 8)) / 32768
    }
    song = Frames(format: .audio(sampleRate: 22050), values: values)
    mel = try Self.floats("mel.f32")
    chroma = try Self.floats("chroma.f32")
    onset = try Self.floats("onset.f32")
    numbers = try JSONDecoder().decode(Numbers.self, from: Self.data("golden.json"))
  }

  private static func data(_ name: String) throws -> Data {
    try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Golden/\(name)"))
  }

  /// librosa's numbers of a file.
  static func floats(_ name: String) throws -> [Float] {
    let data = try data(name)
    return stride(from: 0, to: data.count, by: 4).map { first in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[first + $1]) << UInt32(8 * $1) })
    }
  }
}
