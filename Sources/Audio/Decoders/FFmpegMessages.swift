/// What ffmpeg and ffprobe write to standard error at the level `error`: a sound file gives none.
struct FFmpegMessages {
  /// The first message, without the address of the part that wrote it; nil if there is none.
  let first: String?

  private let text: String

  /// What ffmpeg says of files that end too early; all else is damage.
  private static let ends = ["partial file", "ended prematurely", "Input/output error"]

  init(_ bytes: [UInt8]) {
    text = String(decoding: bytes, as: UTF8.self)
    first = text.split(separator: "\n").first.map { Self.withoutAddress($0) }
  }

  /// The failure of a file that ffmpeg cannot open.
  func openingFailure(of file: ByteFile) -> AudioFailure {
    if saysEnd { return file.truncated("is cut short (\(first ?? ""))") }
    return file.failure(
      .unsupported, "is no sound that libsndfile or ffmpeg knows" + (first.map { " (\($0))" } ?? ""),
      "if it is music, convert it to FLAC")
  }

  /// The failure of a file with which decoding went wrong.
  ///
  /// - Parameter place: How far decoding came.
  func failure(of file: ByteFile, place: String) -> AudioFailure {
    let clause = first.map { " (\($0))" } ?? ""
    return saysEnd
      ? file.truncated("is cut short after \(place)\(clause)")
      : file.corrupt("is damaged: \(place) could be decoded\(clause)")
  }

  private var saysEnd: Bool { Self.ends.contains { text.contains($0) } }

  /// `[aac @ 0x55dc056e29c0] message` as `aac: message`: an address is another one each time.
  private static func withoutAddress(_ line: Substring) -> String {
    guard line.hasPrefix("["), let close = line.firstRange(of: "] "),
      let at = line[..<close.lowerBound].firstRange(of: " @ ")
    else { return String(line) }
    return "\(line.dropFirst()[..<at.lowerBound]): \(line[close.upperBound...])"
  }
}
