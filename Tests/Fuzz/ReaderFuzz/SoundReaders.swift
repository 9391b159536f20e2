import Audio
import CSndfile
import Files
import StageKit

extension Reader {
  /// Readers of sound, within the process: what looks into containers, and libsndfile.
  static func sounds(_ scratch: Scratch) throws -> [Reader] {
    let kinds: [(name: String, format: Int)] = [
      ("wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16), ("float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT),
      ("aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24), ("au", SF_FORMAT_AU | SF_FORMAT_PCM_16),
      ("caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16), ("w64", SF_FORMAT_W64 | SF_FORMAT_PCM_16),
      ("flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16), ("ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS),
      ("opus", SF_FORMAT_OGG | SF_FORMAT_OPUS), ("mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III),
    ]
    let files = try kinds.map { name, format in
      let path = "\(scratch.folder)/sample.\(name)"
      try write(to: path, format: format)
      return try FileContent.bytes(of: path)
    }
    return [
      Reader("sound", files + [files[7] + files[7]]) { bytes in
        let path = try scratch.file("sound", bytes)
        // What is damaged is kept as well, so that decoding goes on behind the damage.
        _ = try? samples(of: path, keepsDamaged: true)
        try samples(of: path, keepsDamaged: false)
      }
    ]
  }

  /// The most samples that are decoded: a small file may well hold hours of silence.
  private static let mostSamples = 1 << 20

  private static func samples(of path: String, keepsDamaged: Bool) throws {
    let file = try AudioFile(path: path, sampleRate: 22_050, decoders: [.libsndfile], keepsDamaged: keepsDamaged)
    var (count, block) = (0, [Float]())
    while try count < mostSamples && file.read(into: &block, atMost: 4096) > 0 { count += block.count }
  }

  /// Half a second of a falling tone, in a file that libsndfile writes.
  private static func write(to path: String, format: Int) throws {
    var info = SF_INFO()
    (info.samplerate, info.channels, info.format) = (24_000, 1, Int32(format))
    guard let handle = sf_open(path, Int32(SFM_WRITE), &info) else {
      throw Failure("libsndfile does not write \(path)")
    }
    defer { sf_close(handle) }
    let samples = (0..<12_000).map { Float($0 % (20 + $0 / 100)) / 200 }
    guard sf_writef_float(handle, samples, 12_000) == 12_000 else {
      throw Failure("libsndfile does not write \(path)")
    }
  }
}
