import Files
import StageKit

/// A file that many short pieces are written to.
final class BufferedFile {
  /// How many bytes wait in memory.
  private static let most = 1 << 18

  private let file: OutputFile
  private var waiting: [UInt8] = []

  init(_ file: OutputFile) {
    self.file = file
  }

  /// Appends bytes.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  func write(_ bytes: some Collection<UInt8>) throws(Failure) {
    waiting.append(contentsOf: bytes)
    if waiting.count > Self.most { try flush() }
  }

  /// Writes what waits, and sees to it that all is on the disk.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  func finish() throws(Failure) {
    try flush()
    try file.sync()
  }

  /// Writes what waits.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  func flush() throws(Failure) {
    try file.write(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}
