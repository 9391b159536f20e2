import FoundationEssentials
import StageKit

/// A file of JSON values, one on each line, keys sorted: `run.jsonl`, and a run's events.
public struct LineFile: Sendable {
  private let file: OutputFile

  /// Opens the file.
  ///
  /// - Throws: ``Failure`` if it cannot be opened, or is to be added to and holds something else.
  public init(path: String, mode: OutputFile.Mode) throws(Failure) {
    let (start, size) =
      mode == .appending && FileTree.isRegularFile(path) ? try FileContent.start(of: path, atMost: 2) : ([], 0)
    guard start.isEmpty || start == Array("{\"".utf8) else {
      throw Failure(
        "\(path): is there, and holds no lines of JSON", remedy: "move it, or choose another folder with -o")
    }
    file = try OutputFile(path: path, mode: mode)
    // What a killed process left of a line ends here.
    if size > 0, try FileContent.bytes(of: path, from: size - 1) != [UInt8(ascii: "\n")] {
      try file.write([UInt8(ascii: "\n")])
    }
  }

  /// Adds a line; it is written whole, so that a reader never sees half of one.
  ///
  /// It is never inlined: Swift 6.3's optimiser crashes where it is inlined into an async function.
  @inline(never)
  public func append(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A loss may be no number, and that is worth a line.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try file.writeWhole(Array(encoder.encode(value)) + [UInt8(ascii: "\n")])
  }
}
