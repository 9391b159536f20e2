import Files
import StageKit

/// A picture of a moment of a video as a small JPEG, to look at: one that is being made.
public struct ShotPicture {
  /// The most bytes that one may have.
  private static let most = 1 << 20

  private let process: ChildProcess

  /// Begins to make a picture.
  ///
  /// - Parameters:
  ///   - seconds: Counted from where the file starts, its sound or its picture.
  ///   - height: In pixels; the width follows.
  /// - Throws: ``Failure`` if ffmpeg is not installed.
  public init(of path: String, at seconds: Double, height: Int) throws(Failure) {
    let arguments = [
      "-nostdin", "-v", "error", "-skip_loop_filter", "all", "-threads", "1", "-ss", max(0, seconds).fixed(3),
      "-protocol_whitelist", "file", "-i", "file:\(path)", "-map", "0:V:0", "-frames:v", "1",
      "-vf", "scale=-2:\(height)", "-q:v", "6", "-c:v", "mjpeg", "-f", "image2pipe", "-",
    ]
    guard let process = try ChildProcess("ffmpeg", arguments, in: .ours) else {
      throw Failure(
        "\(path): its pictures cannot be read: there is no ffmpeg program", remedy: "apt-get install ffmpeg")
    }
    self.process = process
  }

  /// Waits for the picture.
  ///
  /// - Throws: ``Failure`` if ffmpeg gives none.
  public func jpeg() throws(Failure) -> [UInt8] { try process.output(atMost: Self.most) }
}
