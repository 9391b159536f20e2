import Files
import StageKit

/// Pictures of moments of a video as small JPEGs, to look at.
///
/// One ffmpeg serves a few moments, as to start takes it as long as to decode a second.
public struct ShotPictures {
  /// How many moments one ffmpeg serves.
  private static let together = 4
  /// The most bytes that a picture may have.
  private static let most = 1 << 20

  private let path: String
  private let height: Int

  /// Pictures of a video.
  ///
  /// - Parameter height: In pixels; the width follows.
  public init(of path: String, height: Int) {
    self.path = path
    self.height = height
  }

  /// A JPEG of each moment, of no bytes where the video has no picture.
  ///
  /// - Parameter moments: In seconds from where the file starts, its sound or its picture.
  /// - Throws: ``Failure`` if ffmpeg is not installed or hangs.
  public func jpegs(at moments: [Double]) throws -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    // The next few are begun before these are there.
    var begun: (moments: ArraySlice<Double>, process: ChildProcess)?
    for start in stride(from: 0, to: moments.count, by: Self.together) {
      try Task.checkCancellation()
      let group = moments[start...].prefix(Self.together)
      let next = (moments: group, process: try begin(group))
      if let begun { pictures += try jpegs(at: begun.moments, from: begun.process) }
      begun = next
    }
    if let begun { pictures += try jpegs(at: begun.moments, from: begun.process) }
    return pictures
  }

  /// Starts ffmpeg, which writes one picture of each moment behind the other.
  private func begin(_ moments: ArraySlice<Double>) throws(Failure) -> ChildProcess {
    var arguments = ["-nostdin", "-v", "error"]
    for moment in moments {
      arguments += ["-skip_loop_filter", "all", "-threads", "1", "-ss", max(0, moment).fixed(3)]
      arguments += ["-protocol_whitelist", "file", "-i", "file:\(path)"]
    }
    let firsts = moments.indices.map { index in
      let input = index - moments.startIndex
      return "[\(input):V:0]trim=end_frame=1,setpts=PTS-STARTPTS,scale=-2:\(height)[p\(input)];"
    }
    let names = moments.indices.map { "[p\($0 - moments.startIndex)]" }
    // Numbered anew, so that ffmpeg neither repeats one nor leaves one out to keep an even rate.
    let row = "concat=n=\(moments.count),settb=1/25,setpts=N"
    arguments += ["-filter_complex", firsts.joined() + names.joined() + row, "-r", "25"]
    arguments += ["-q:v", "6", "-c:v", "mjpeg", "-f", "image2pipe", "-"]
    guard let process = try ChildProcess("ffmpeg", arguments, in: .ours) else {
      throw Failure(
        "\(path): its pictures cannot be read: there is no ffmpeg program", remedy: "apt-get install ffmpeg")
    }
    return process
  }

  private func jpegs(at moments: ArraySlice<Double>, from process: ChildProcess) throws(Failure) -> [[UInt8]] {
    let bytes = try process.output(atMost: moments.count * Self.most)
    if moments.count == 1 { return [bytes] }
    let pictures = Self.parts(of: bytes)
    if pictures.count == moments.count { return pictures }
    // The video has none at one of the moments: at which, each alone will tell.
    var alone: [[UInt8]] = []
    for moment in moments.indices.map({ moments[$0...$0] }) {
      alone += try jpegs(at: moment, from: begin(moment))
    }
    return alone
  }

  /// The pictures that lie behind each other: each ends with a mark that is nowhere within it.
  private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    var start = 0
    for end in bytes.indices.dropFirst() where bytes[end - 1] == 0xFF && bytes[end] == 0xD9 {
      pictures.append(Array(bytes[start...end]))
      start = end + 1
    }
    return pictures
  }
}
