import Files
import StageKit

/// A picture of a video as a small JPEG, to look at.
public struct ShotPicture {
  /// The most bytes that one may have.
  private static let most = 1 << 20

  /// A picture of a moment.
  ///
  /// - Parameters:
  ///   - seconds: Counted from where the file starts, its sound or its picture.
  ///   - height: In pixels; the width follows.
  /// - Throws: ``Failure`` if ffmpeg is not installed, or gives none.
  public static func jpeg(of path: String, at seconds: Double, height: Int) throws(Failure) -> [UInt8] {
    let arguments = [
      "-nostdin", "-v", "error", "-skip_loop_filter", "all", "-ss", max(0, seconds).fixed(3),
      "-protocol_whitelist", "file", "-i", "file:\(path)", "-map", "0:V:0", "-frames:v", "1",
      "-vf", "scale=-2:\(height)", "-q:v", "6", "-c:v", "mjpeg", "-f", "image2pipe", "-",
    ]
    guard let process = try ChildProcess("ffmpeg", arguments, in: .ours) else {
      throw Failure(
        "\(path): its pictures cannot be read: there is no ffmpeg program", remedy: "apt-get install ffmpeg")
    }
    return try process.output(atMost: most)
  }
}
