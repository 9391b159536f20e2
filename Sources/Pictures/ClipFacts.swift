import Files
import FoundationEssentials
import Shots
import StageKit

/// What a file says of its pictures: asked of the ffprobe program, a part of ffmpeg.
public struct ClipFacts: Sendable, Hashable {
  /// A file's first picture track.
  public struct Picture: Sendable, Hashable {
    /// The frame rate; `nil` if it is none that timelines have, or not the same all over.
    public let rate: FrameRate?
    /// The frame rate as the file states it, for messages: `24.7`.
    public let rateText: String
    /// The track's length in seconds, if it is known.
    public let seconds: Double?
    /// The size as shown, which of a camera held upright is that of the picture turned.
    public let size: PictureSize?
    /// The timecode of the first frame, if the file has one.
    public let start: Timecode?
    /// How long before the first frame the file's sound starts, in seconds; 0 if it starts with it or later.
    public var lead = 0.0
  }

  /// Its pictures; `nil` if it has none but a cover.
  public let picture: Picture?

  /// Asks ffprobe.
  ///
  /// - Throws: ``Failure`` if there is no ffprobe, or it does not know the file.
  public init(path: String) throws(Failure) {
    let entries =
      "stream=codec_type,width,height,r_frame_rate,avg_frame_rate,start_time,duration:stream_tags=timecode:"
      + "stream_disposition=attached_pic:stream_side_data=rotation:format=duration:format_tags=timecode"
    let arguments = ["-v", "error", "-protocol_whitelist", "file", "-show_entries", entries, "-of", "json"]
    guard let process = try ChildProcess("ffprobe", arguments + ["-i", "file:\(path)"], in: .ours) else {
      throw Failure("\(path): cannot be looked into: there is no ffprobe program", remedy: "apt-get install ffmpeg")
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 18)
    let count = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
      try process.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    let isSuccess = try process.finish().isSuccess
    guard isSuccess, let report = try? JSONDecoder().decode(Report.self, from: Data(bytes[..<count])) else {
      let words = (process.messages.lastLines(1).last ?? "").replacing("file:\(path): ", with: "")
      throw Failure("\(path): is no video or sound: \(words.isEmpty ? "ffprobe does not know it" : words)")
    }
    picture = report.picture
  }
}

/// What ffprobe says; the names are its own.
private struct Report: Decodable {
  struct Tags: Decodable {
    let timecode: String?
  }

  struct Disposition: Decodable {
    let attached_pic: Int?
  }

  struct SideData: Decodable {
    let rotation: Double?
  }

  struct Track: Decodable {
    let codec_type: String?
    let width: Int?
    let height: Int?
    let r_frame_rate: String?
    let avg_frame_rate: String?
    let start_time: String?
    let duration: String?
    let disposition: Disposition?
    let tags: Tags?
    let side_data_list: [SideData]?

    var isPicture: Bool { codec_type == "video" && disposition?.attached_pic != 1 }
  }

  struct Format: Decodable {
    let duration: String?
    let tags: Tags?
  }

  let streams: [Track]
  let format: Format

  var picture: ClipFacts.Picture? {
    guard let track = streams.first(where: \.isPicture) else { return nil }
    let timecode = ([track.tags?.timecode] + streams.map(\.tags?.timecode) + [format.tags?.timecode]).compactMap { $0 }
      .first.flatMap { WrittenTimecode($0) }
    var rate = rate(of: track)
    if timecode?.isDropFrame == true { rate = rate?.droppingFrames }
    return ClipFacts.Picture(
      rate: rate, rateText: Self.decimal(track.avg_frame_rate).map { $0.fixed(3) } ?? "unknown",
      seconds: (track.duration ?? format.duration).flatMap(Double.init), size: size(of: track),
      start: rate.flatMap { rate in timecode.flatMap { try? Timecode($0, rate: rate) } }, lead: lead(of: track))
  }

  private func lead(of track: Track) -> Double {
    let sound = streams.first { $0.codec_type == "audio" }?.start_time.flatMap(Double.init)
    guard let picture = track.start_time.flatMap(Double.init), let sound else { return 0 }
    return max(0, picture - sound)
  }

  /// The rate that the frames have on average, if that is also their least distance.
  private func rate(of track: Track) -> FrameRate? {
    guard let least = Self.ratio(track.r_frame_rate), let mean = Self.decimal(track.avg_frame_rate),
      let rate = FrameRate(numerator: least.0, denominator: least.1),
      // Containers round the lengths of frames.
      abs(mean * Double(rate.denominator) / Double(rate.numerator) - 1) < 5e-4
    else { return nil }
    return rate
  }

  private func size(of track: Track) -> PictureSize? {
    guard let width = track.width, let height = track.height else { return nil }
    let turn = track.side_data_list?.compactMap(\.rotation).first ?? 0
    let isUpright = Int(turn.rounded()) % 180 != 0
    return PictureSize(width: isUpright ? height : width, height: isUpright ? width : height)
  }

  private static func decimal(_ text: String?) -> Double? { ratio(text).map { Double($0.0) / Double($0.1) } }

  private static func ratio(_ text: String?) -> (Int, Int)? {
    let parts = text?.split(separator: "/").compactMap { Int($0) } ?? []
    guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
    return (parts[0], parts[1])
  }
}
