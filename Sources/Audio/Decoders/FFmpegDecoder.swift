import Files
import StageKit

/// The ffmpeg program on one file: an audio track as 32-bit floats at its own rate, through a pipe.
///
/// The sound of a video is laid out as players do it: by its time stamps, from where the picture starts, or the sound
/// where that is earlier. Silence stands before a sound that starts late, and in gaps.
///
/// ffmpeg goes on where it meets damage, and says so on standard error; so any message at the level `error` counts as
/// damage, at the end of the file. It reads local files only.
final class FFmpegDecoder: SampleDecoder {
  let info: AudioInfo

  private let file: ByteFile
  private let declaredEnd: Double?
  private let process: ChildProcess
  private var interleaved: [Float]
  private var position = 0

  /// Starts ffmpeg on a part of a file; `nil` if it, or ffprobe, is not installed.
  ///
  /// - Throws: ``AudioFailure`` if ffmpeg does not know the file, or the file has no audio track.
  init?(_ file: ByteFile, _ range: Range<Int>, track: SoundTrack) throws(AudioFailure) {
    guard let probe = try FFmpegProbe(file, range, track: track) else { return nil }
    let arguments =
      ["-nostdin", "-threads", "1"] + Self.reading(file, range) + [
        "-map", "0:\(probe.index)", "-af", Self.filters(pictureStart: probe.pictureStart),
        "-ar", "\(probe.info.sampleRate)", "-f", "f32le", "-",
      ]
    guard let process = try Self.start("ffmpeg", arguments, on: file) else { return nil }
    self.file = file
    self.process = process
    info = probe.info
    declaredEnd = probe.end
    interleaved = [Float](repeating: 0, count: max(256, 32_768 / info.channels) * info.channels)
  }

  /// What lays out the samples in time: by their time stamps if there is a picture, else one after another.
  ///
  /// Within 0.1 s of where a time stamp would have them, samples follow each other without a gap.
  private static func filters(pictureStart: Double?) -> String {
    // Time stamps made anew: those of a file may jump, which is nothing to samples in a row but an error to ffmpeg.
    let inARow = "asetpts=N/SR/TB"
    guard let pictureStart else { return inARow }
    // The sound's own start is known only here, where what an encoder put in front has been taken off.
    return "asetpts='PTS-min(STARTPTS,round(\(pictureStart.fixed(6))/TB))',aresample=async=1:first_pts=0,\(inARow)"
  }

  /// The options that both programs read a file with: messages of errors only, checksums compared, no network, and the
  /// path taken as a path whatever it begins with or contains.
  static func reading(_ file: ByteFile, _ range: Range<Int>) -> [String] {
    let part = range.count == file.size ? "" : "subfile,,start,\(range.lowerBound),end,\(range.upperBound),,:"
    return ["-v", "error", "-err_detect", "crccheck", "-protocol_whitelist", "file,subfile"]
      + ["-i", "\(part)file:\(file.path)"]
  }

  /// Starts one of ffmpeg's programs; `nil` if it is not installed.
  ///
  /// - Parameter group: By default ours, so that what ends a worker ends what it started.
  static func start(
    _ program: String, _ arguments: [String], on file: ByteFile, in group: ProcessGroup = .ours
  ) throws(AudioFailure) -> ChildProcess? {
    do throws(Failure) {
      return try ChildProcess(program, arguments, in: group)
    } catch {
      throw AudioFailure(path: file.path, decoder: error)
    }
  }

  func read(into mono: inout [Float]) throws(AudioFailure) -> Int {
    let bytes = try interleaved.withUnsafeMutableBufferPointer { (buffer) throws(AudioFailure) in
      try process.read(into: UnsafeMutableRawBufferPointer(buffer), of: file)
    }
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
    let isSuccess = try process.finish(file).isSuccess
    let messages = FFmpegMessages(process.messages.first)
    if !isSuccess, position == 0 { throw messages.openingFailure(of: file) }
    if !isSuccess || messages.first != nil { throw messages.failure(of: file, place: info.seconds(position)) }
    if position == 0 { throw file.failure(.empty, "has no samples", "remove it, or fetch it again") }
    // Lengths are declared in units of frames or milliseconds, and encoders' delays are cut off.
    if let declaredEnd, Double(position) / Double(info.sampleRate) < declaredEnd * 0.99 - 1 {
      throw file.truncated("is cut short after \(info.seconds(position)) of \(declaredEnd) s")
    }
  }
}

extension ChildProcess {
  /// Fills a buffer from the program's output; fewer bytes come only at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer, of file: ByteFile) throws(AudioFailure) -> Int {
    do throws(Failure) { return try read(into: buffer) } catch { throw AudioFailure(path: file.path, decoder: error) }
  }

  /// Waits for the program's end.
  func finish(_ file: ByteFile) throws(AudioFailure) -> ProcessEnd {
    do throws(Failure) { return try finish() } catch { throw AudioFailure(path: file.path, decoder: error) }
  }
}
