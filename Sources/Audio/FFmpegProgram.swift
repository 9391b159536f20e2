/// The ffmpeg program at other work than decoding.
public enum FFmpegProgram {
  /// Runs ffmpeg to its end, and blocks the thread meanwhile.
  ///
  /// - Parameters:
  ///   - arguments: All of its arguments, `-progress pipe:1` among them: a program that says nothing is taken to hang.
  ///   - song: The file that it reads, for messages.
  /// - Throws: ``AudioFailure`` if ffmpeg is not installed, fails or hangs, or the task is cancelled.
  public static func run(_ arguments: [String], reading song: String) throws(AudioFailure) {
    let file = try ByteFile(path: song)
    guard let process = try ChildProcess("ffmpeg", arguments, for: file) else {
      throw file.failure(
        .unsupported, "cannot be put under a video: there is no ffmpeg program", "install it: apt-get install ffmpeg")
    }
    try drain(process)
    let code = try process.finish()
    guard code == 0 else {
      let words = String(decoding: process.messages, as: UTF8.self).split(separator: "\n").first.map(String.init)
      throw file.failure(
        .unsupported, "made ffmpeg fail (exit code \(code)): \(words ?? "it does not say why")",
        "see whether ffmpeg can read the song and write the video")
    }
  }

  private static func drain(_ process: ChildProcess) throws(AudioFailure) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var fault: AudioFailure?
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { bytes in
        do throws(AudioFailure) {
          return try process.read(into: bytes)
        } catch {
          fault = error
          return 0
        }
      }
    } while count > 0
    if let fault { throw fault }
  }
}
