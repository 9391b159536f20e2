import Files
import Shots
import StageKit

/// The pictures of a video, small and one after another at an even rate, by the ffmpeg program.
public struct VideoPictures {
  /// The rate that frames are counted at: the video's own, half of it where that is above 30, else 25.
  public let rate: FrameRate

  private let path: String
  private let picture: ClipFacts.Picture
  private let bars: BlackBars

  /// Looks into a video.
  ///
  /// - Throws: ``Failure`` if ffmpeg is not installed, or the file has no pictures.
  public init(path: String) throws(Failure) {
    guard let picture = try ClipFacts(path: path).picture else {
      throw Failure("\(path): has no pictures, only sound", remedy: "give a video")
    }
    self.path = path
    self.picture = picture
    rate = Self.countable(picture.rate)
    bars = try BlackBars(path: path)
  }

  /// Takes the pictures in order. The first stands where the file starts, its sound or its picture, and the same picture
  /// stands for frames of which the file has none.
  ///
  /// - Throws: ``Failure`` if ffmpeg fails, or what the closure throws.
  public func forEach(_ body: (SmallPicture) throws -> Void) throws {
    let size = "\(SmallPicture.width):\(SmallPicture.height)"
    let filters =
      "\(bars.crop)setpts=PTS-STARTPTS+\(picture.lead.fixed(6))/TB,fps=\(rate.numerator)/\(rate.denominator):start_time=0,"
      + "scale=\(size):flags=area,format=rgb24"
    let process = try FFmpegPictures.start(path, before: ["-skip_loop_filter", "all"], filters: filters)
    var bytes = [UInt8](repeating: 0, count: SmallPicture.byteCount)
    var count = 0
    while true {
      let got = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
        try process.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      guard got == bytes.count else { break }
      try body(SmallPicture(rgb: bytes))
      count += 1
      if count % 64 == 0 { try Task.checkCancellation() }
    }
    guard try process.finish().isSuccess, count > 0 else { throw FFmpegPictures.failure(of: process, path: path) }
  }

  private static func countable(_ rate: FrameRate?) -> FrameRate {
    switch rate {
    case nil, .fps50: .fps25
    case .fps60: .fps30
    case .ntscDouble: .ntsc
    case .ntscDoubleDrop: .ntscDrop
    case let rate?: rate
    }
  }
}

/// The ffmpeg program as it is started on a video's pictures.
enum FFmpegPictures {
  /// Starts ffmpeg, which writes raw pictures to its output.
  ///
  /// - Parameter options: Stand before the file.
  static func start(_ path: String, before options: [String], filters: String) throws(Failure) -> ChildProcess {
    let arguments =
      ["-nostdin", "-v", "error"] + options
      + ["-protocol_whitelist", "file", "-i", "file:\(path)", "-map", "0:V:0", "-an", "-sn", "-dn", "-vf", filters]
      + ["-f", "rawvideo", "-"]
    guard let process = try ChildProcess("ffmpeg", arguments, in: .ours) else {
      throw Failure(
        "\(path): its pictures cannot be read: there is no ffmpeg program", remedy: "apt-get install ffmpeg")
    }
    return process
  }

  static func failure(of process: ChildProcess, path: String) -> Failure {
    let words = (process.messages.lastLines(1).last ?? "").replacing("file:\(path): ", with: "")
    return Failure("\(path): its pictures cannot be read: \(words.isEmpty ? "ffmpeg gives none" : words)")
  }
}
