import FoundationEssentials
import StageKit

/// What the ffprobe program, a part of ffmpeg, says about a file and one of its sound tracks.
struct FFmpegProbe {
  let info: AudioInfo
  /// The sound track's place among all tracks of the file.
  let index: Int
  /// When the picture starts, in seconds by ffmpeg's clock as it reads the sound; nil if the file has no picture.
  let pictureStart: Double?
  /// When the sound ends by what the container declares, in seconds from where the samples given start; nil where ffmpeg
  /// only estimates its length, or takes it from the longest track.
  let end: Double?

  /// Containers that declare the length of each track.
  private static let declaring = ["mov,mp4,m4a,3gp,3g2,mj2", "avi", "wv"]

  /// Containers whose clock ffmpeg sets to zero at the start of the tracks that it reads, and not at that of the file.
  private static let resetting = ["mpegts", "mpegtsraw", "mpeg", "ogg", "nut"]

  /// Formats that name other files, whose sound would be taken for this one's.
  private static let lists = ["concat", "hls", "dash", "imf", "sdp"]

  /// The longest report that is read, in bytes.
  private static let longest = 1 << 20

  /// Asks ffprobe; `nil` if it is not installed.
  ///
  /// - Throws: ``AudioFailure`` if ffmpeg does not know the file either, or the file has no such sound track.
  init?(_ file: ByteFile, _ range: Range<Int>, track: SoundTrack) throws(AudioFailure) {
    let arguments = FFmpegDecoder.reading(file, range) + ["-show_entries", FFmpegReport.entries, "-of", "json"]
    guard let process = try FFmpegDecoder.start("ffprobe", arguments, on: file) else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    let count = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(AudioFailure) in
      try process.read(into: UnsafeMutableRawBufferPointer(buffer), of: file)
    }
    let isSuccess = try process.finish(file).isSuccess
    let messages = FFmpegMessages(process.messages.first)
    guard isSuccess, let report = try? JSONDecoder().decode(FFmpegReport.self, from: Data(bytes[..<count])) else {
      throw messages.openingFailure(of: file)
    }
    guard !Self.lists.contains(report.format.format_name) else {
      throw file.failure(.unsupported, "is a list of other files", "name the files themselves")
    }
    let sound = try Self.sound(track, of: report, in: file)
    guard let rate = Int(sound.sample_rate ?? ""), let channels = sound.channels, rate > 0, channels > 0 else {
      throw messages.openingFailure(of: file)
    }
    info = AudioInfo(
      decoder: .ffmpeg, sampleRate: rate, channels: channels, frames: nil,
      format: "\(report.format.format_long_name), \(sound.codec_name ?? "unnamed codec")",
      timecode: report.timecode(sampleRate: rate))
    index = sound.index
    let fileStart = report.format.start_time.flatMap(Double.init) ?? 0
    let soundStart = sound.start ?? fileStart
    let clock = Self.resetting.contains(report.format.format_name) ? soundStart : fileStart
    pictureStart = report.picture.map { ($0.start ?? fileStart) - clock }
    let lead = pictureStart.map { max(0, soundStart - clock - $0) } ?? 0
    end =
      Self.declaring.contains(report.format.format_name) ? sound.duration.flatMap(Double.init).map { lead + $0 } : nil
  }

  /// The sound track that is asked for.
  private static func sound(
    _ track: SoundTrack, of report: FFmpegReport, in file: ByteFile
  ) throws(AudioFailure) -> FFmpegReport.Track {
    let sounds = report.sounds
    guard !sounds.isEmpty else {
      throw file.failure(
        .empty, "has no audio track (\(report.format.format_long_name))",
        "name a file with sound; ffmpeg -i VIDEO -i SONG -map 0:v -map 1:a -c copy OUT.mkv gives a video its song")
    }
    let found: FFmpegReport.Track? =
      switch track {
      case .number(let number): number <= sounds.count ? sounds[number - 1] : nil
      case .language(let code): sounds.first { SoundTrack.isSameLanguage(code, $0.tag("language") ?? "") }
      }
    if let found { return found }
    let all = sounds.enumerated().map { $1.summary($0 + 1) }.joined(separator: ", ")
    throw file.failure(
      .empty, "has no audio track \(track.text); its audio tracks: \(all)", "set source.track to one of them")
  }
}
