import CSndfile
import Foundation
import Testing

/// Interleaved noise of 16-bit steps from a linear congruential generator; make_golden.py makes the same.
struct Sound {
  let rate: Int
  let channels: Int
  let samples: [Float]

  var frames: Int { samples.count / channels }

  init(rate: Int, channels: Int, samples: [Float]) {
    self.rate = rate
    self.channels = channels
    self.samples = samples
  }

  static func noise(rate: Int, channels: Int = 1, frames: Int) -> Sound {
    var state = 12345 + rate
    let samples = (0..<frames * channels).map { _ in
      state = (state &* 1_103_515_245 &+ 12_345) % (1 << 31)
      return Float((state >> 8) % 20_000 - 10_000) / 32_768
    }
    return Sound(rate: rate, channels: channels, samples: samples)
  }

  /// A WAV file: integers of 8 (offset by 128), 16, 24 or 32 bits, or floats.
  func wav(bits: Int = 16, float: Bool = false) -> [UInt8] {
    let data = samples.flatMap { sample -> [UInt8] in
      if float { return sample.bitPattern.bytes() }
      let value = Int32((Double(sample) * Double(1 << (bits - 1))).rounded())
      return bits == 8 ? [UInt8(value + 128)] : Array(value.bytes().prefix(bits / 8))
    }
    let frame = channels * bits / 8
    let format: [[UInt8]] = [
      UInt16(float ? 3 : 1).bytes(), UInt16(channels).bytes(), UInt32(rate).bytes(), UInt32(rate * frame).bytes(),
      UInt16(frame).bytes(), UInt16(bits).bytes(),
    ]
    let head = Array("WAVEfmt ".utf8) + UInt32(16).bytes() + format.flatMap { $0 } + Array("data".utf8)
    return Array("RIFF".utf8) + UInt32(36 + data.count).bytes() + head + UInt32(data.count).bytes() + data
  }

  /// The file that libsndfile writes for one of its formats.
  func encoded(_ format: Int, in folder: Folder) throws -> [UInt8] {
    var info = SF_INFO()
    info.samplerate = Int32(rate)
    info.channels = Int32(channels)
    info.format = Int32(format)
    let path = folder.path("encoded")
    let handle = try #require(sf_open(path, Int32(SFM_WRITE), &info))
    for start in stride(from: 0, to: frames, by: 4096) {
      // In blocks: the Vorbis encoder takes no long one.
      let block = samples[(start * channels)..<min(samples.count, (start + 4096) * channels)]
      _ = block.withUnsafeBufferPointer { sf_writef_float(handle, $0.baseAddress, Int64($0.count / channels)) }
    }
    sf_close(handle)
    return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

extension FixedWidthInteger {
  /// The bytes, lowest first.
  fileprivate func bytes() -> [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }
}
