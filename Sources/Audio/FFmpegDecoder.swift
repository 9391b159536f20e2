/// The ffmpeg program on one file: the first audio track as 32-bit floats at its own rate, through a pipe.
///
/// ffmpeg goes on where it meets damage, and says so on standard error; so any message at the level `error` counts as
/// damage, at the end of the file. It reads local files only.
final class FFmpegDecoder: SampleDecoder {
  let info: AudioInfo

  private let file: ByteFile
  private let declaredSeconds: Double?
  private let process: ChildProcess
  private var interleaved: [Float]
  private var position = 0

  /// Starts ffmpeg; `nil` if it, or ffprobe, is not installed.
  ///
  /// - Throws: ``AudioFailure`` if ffmpeg does not know the file, or the file has no audio track.
  init?(_ file: ByteFile) throws(AudioFailure) {
    guard let probe = try FFmpegProbe(file) else { return nil }
    // Time stamps made anew: those of a file may jump, which is nothing to samples in a row but an error to ffmpeg.
    let arguments =
      ["-nostdin", "-threads", "1"] + Self.reading(file) + [
        "-map", "0:a:0", "-af", "asetpts=N/SR/TB", "-ar", "\(probe.info.sampleRate)", "-f", "f32le", "-",
      ]
    guard let process = try ChildProcess("ffmpeg", arguments, for: file) else { return nil }
    self.file = file
    self.process = process
    info = probe.info
    declaredSeconds = probe.seconds
    interleaved = [Float](repeating: 0, count: max(256, 32_768 / info.channels) * info.channels)
  }

  /// The options that both programs read a file with: messages of errors only, checksums compared, no network, and the
  /// path taken as a path whatever it begins with or contains.
  static func reading(_ file: ByteFile) -> [String] {
    ["-v", "error", "-err_detect", "crccheck", "-protocol_whitelist", "file", "-i", "file:\(file.path)"]
  }

  func read(into mono: inout [Float]) throws(AudioFailure) -> Int {
    var fault: AudioFailure?
    let bytes = interleaved.withUnsafeMutableBytes { buffer in
      do throws(AudioFailure) {
        return try process.read(into: buffer)
      } catch {
        fault = error
        return 0
      }
    }
    if let fault { throw fault }
    let count = bytes / (MemoryLayout<Float>.size * info.channels)
    guard count > 0 else {
      mono.removeAll(keepingCapacity: true)
      try checkEnd()
      return 0
    }
    interleaved.withUnsafeBufferPointer {
      downmix(UnsafeBufferPointer(rebasing: $0[..<(count * info.channels)]), channels: info.channels, into: &mono)
    }
    position += count
    return count
  }

  private func checkEnd() throws(AudioFailure) {
    let code = try process.finish()
    let messages = FFmpegMessages(process.messages)
    if code != 0, position == 0 { throw messages.openingFailure(of: file) }
    if code != 0 || messages.first != nil { throw messages.failure(of: file, place: info.seconds(position)) }
    if position == 0 { throw file.failure(.empty, "has no samples", "remove it, or fetch it again") }
    // Lengths are declared in units of frames or milliseconds, and encoders' delays are cut off.
    if let declaredSeconds, Double(position) / Double(info.sampleRate) < declaredSeconds * 0.99 - 1 {
      throw file.truncated("is cut short after \(info.seconds(position)) of \(declaredSeconds) s")
    }
  }
}
