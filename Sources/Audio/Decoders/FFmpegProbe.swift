import FoundationEssentials
import StageKit

/// What the ffprobe program, a part of ffmpeg, says about a file's first audio track.
struct FFmpegProbe {
  let info: AudioInfo
  /// The length that the container declares for the track, in seconds; nil where ffmpeg only estimates it, or takes it
  /// from the longest track.
  let seconds: Double?

  /// Containers that declare the length of each track.
  private static let declaring = ["mov,mp4,m4a,3gp,3g2,mj2", "avi", "wv"]

  /// Formats that name other files, whose sound would be taken for this one's.
  private static let lists = ["concat", "hls", "dash", "imf", "sdp"]

  /// Asks ffprobe; `nil` if it is not installed.
  ///
  /// - Throws: ``AudioFailure`` if ffmpeg does not know the file either, or the file has no audio track.
  init?(_ file: ByteFile, _ range: Range<Int>) throws(AudioFailure) {
    let entries =
      "stream=codec_name,sample_rate,channels,duration:format=format_name,format_long_name"
    let arguments =
      FFmpegDecoder.reading(file, range) + ["-select_streams", "a:0", "-show_entries", entries, "-of", "json"]
    guard let process = try FFmpegDecoder.start("ffprobe", arguments, on: file) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(AudioFailure) in
      try process.read(into: UnsafeMutableRawBufferPointer(buffer), of: file)
    }
    let isSuccess = try process.finish(file).isSuccess
    let messages = FFmpegMessages(process.messages)
    guard isSuccess, let report = try? JSONDecoder().decode(Report.self, from: Data(bytes[..<count])) else {
      throw messages.openingFailure(of: file)
    }
    guard !Self.lists.contains(report.format.format_name) else {
      throw file.failure(.unsupported, "is a list of other files", "name the files themselves")
    }
    guard let track = report.streams.first else {
      throw file.failure(
        .empty, "has no audio track (\(report.format.format_long_name))", "name another file for its sound")
    }
    guard let rate = Int(track.sample_rate ?? ""), let channels = track.channels, rate > 0, channels > 0 else {
      throw messages.openingFailure(of: file)
    }
    info = AudioInfo(
      decoder: .ffmpeg, sampleRate: rate, channels: channels, frames: nil,
      format: "\(report.format.format_long_name), \(track.codec_name ?? "unnamed codec")")
    seconds = Self.declaring.contains(report.format.format_name) ? track.duration.flatMap(Double.init) : nil
  }

  /// The names are ffprobe's.
  private struct Report: Decodable {
    struct Track: Decodable {
      let codec_name: String?
      let sample_rate: String?
      let channels: Int?
      let duration: String?
    }

    struct Format: Decodable {
      let format_name: String
      let format_long_name: String
    }

    let streams: [Track]
    let format: Format
  }
}
