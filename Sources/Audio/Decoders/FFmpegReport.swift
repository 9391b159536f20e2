import StageKit

/// What ffprobe reports of a file; the names of the keys are its own.
struct FFmpegReport: Decodable {
  /// One of the file's tracks: a picture, sound, or something else.
  struct Track: Decodable {
    /// The track's place among all.
    let index: Int
    let codec_type: String?
    let codec_name: String?
    let sample_rate: String?
    let channels: Int?
    let r_frame_rate: String?
    let start_time: String?
    let duration: String?
    let disposition: [String: Int]?
    let tags: [String: String]?

    /// When it starts by its time stamps, in seconds.
    var start: Double? { start_time.flatMap(Double.init) }

    /// What it says under a name, however that is written.
    func tag(_ name: String) -> String? { tags?.first { $0.key.lowercased() == name }?.value }

    /// The sound for people, by its number among the sound tracks: `2 (deu, ac3, 6 channels)`.
    func summary(_ number: Int) -> String {
      let words = [tag("language"), tag("title"), codec_name, channels.map { "\($0) channel\($0 == 1 ? "" : "s")" }]
      return "\(number) (\(words.compactMap(\.self).joined(separator: ", ")))"
    }
  }

  /// The container.
  struct Format: Decodable {
    let format_name: String
    let format_long_name: String
    let start_time: String?
    let tags: [String: String]?
  }

  /// What a program is asked for, to report this.
  static let entries = [
    "stream=index,codec_type,codec_name,sample_rate,channels,r_frame_rate,start_time,duration",
    "stream_disposition=attached_pic", "stream_tags=language,title,timecode",
    "format=format_name,format_long_name,start_time", "format_tags=timecode,time_reference",
  ].joined(separator: ":")

  let streams: [Track]
  let format: Format

  /// The sound tracks, in the file's order.
  var sounds: [Track] { streams.filter { $0.codec_type == "audio" } }

  /// The first track of moving pictures: a cover is none.
  var picture: Track? { streams.first { $0.codec_type == "video" && $0.disposition?["attached_pic"] != 1 } }

  /// The file's own timecode, if it has one that can be read.
  ///
  /// - Parameter sampleRate: The rate that a time reference counts samples at.
  func timecode(sampleRate: Int) -> FileTimecode? {
    let tags = (format.tags ?? [:]).reduce(into: [String: String]()) { $0[$1.key.lowercased()] = $1.value }
    if let samples = tags["time_reference"].flatMap(Int.init), samples >= 0 {
      return .samples(samples, rate: sampleRate)
    }
    let own = streams.first { $0.tag("timecode") != nil }
    guard let digits = own?.tag("timecode") ?? tags["timecode"] else { return nil }
    let rates = [own, picture].compactMap { $0?.r_frame_rate }
    for rate in rates {
      let parts = rate.split(separator: "/").compactMap { Int($0) }
      if parts.count == 2, parts[0] > 0, parts[1] > 0 { return .written(digits, frames: parts[0], seconds: parts[1]) }
    }
    return nil
  }
}
