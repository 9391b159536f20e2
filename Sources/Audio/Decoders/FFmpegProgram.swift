import Files

/// The ffmpeg program at other work than decoding.
public enum FFmpegProgram {
  /// Runs ffmpeg to its end, and blocks the thread meanwhile.
  ///
  /// - Parameters:
  ///   - arguments: All of its arguments, `-progress pipe:1` among them: a program that says nothing is taken to hang.
  ///   - path: The file that it reads, for messages.
  /// - Throws: ``AudioFailure`` if ffmpeg is not installed, fails or hangs, or the task is cancelled.
  public static func run(_ arguments: [String], reading path: String) throws(AudioFailure) {
    let file = try ByteFile(path: path)
    guard let process = try FFmpegDecoder.start("ffmpeg", arguments, on: file, in: .own) else {
      throw file.failure(
        .unsupported, "cannot be made a video of: there is no ffmpeg program", "install it: apt-get install ffmpeg")
    }
    try drain(process, of: file)
    let end = try process.finish(file)
    guard end.isSuccess else {
      let words = String(decoding: process.messages.first, as: UTF8.self).split(separator: "\n").first.map(String.init)
      throw file.failure(
        .unsupported, "made ffmpeg fail (\(end)): \(words ?? "it does not say why")",
        "see whether ffmpeg can read it and write the video")
    }
  }

  private static func drain(_ process: ChildProcess, of file: ByteFile) throws(AudioFailure) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = 0
    repeat {
      count = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(AudioFailure) in
        try process.read(into: UnsafeMutableRawBufferPointer(bytes), of: file)
      }
    } while count > 0
  }
}
