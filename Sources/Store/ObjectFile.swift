import Files
import StageKit

/// A file whose head tells whether its content is whole.
enum ObjectFile {
  /// Smaller contents are read at once; of larger ones only what is asked for.
  private static let small = 1 << 12
  /// How many bytes stand before the content.
  private static let headLength = StoredTask.alignment
  private static let mark = "songboard object 1 "

  /// Says that another file is in the place of the one whose content was found whole.
  struct Replacement: Error {}

  /// The content of a file; `nil` if there is none, or it is damaged.
  static func content(of path: String) -> (any ByteSource)? {
    guard let stamp = FileStamp(of: path), stamp.size >= headLength else { return nil }
    let size = stamp.size
    if size <= small + headLength {
      guard let all = try? FileContent.bytes(of: path) else { return nil }
      let content = Array(all.dropFirst(headLength))
      return Array(all.prefix(headLength)) == head(ContentHash.of(content)) ? MemoryBytes(content) : nil
    }
    var first: [UInt8] = []
    var hash = ContentHash()
    do throws(Failure) {
      try FileContent.forEachPiece(of: path) { piece in
        let missing = min(headLength - first.count, piece.count)
        first += piece.prefix(missing)
        hash.update(UnsafeRawBufferPointer(rebasing: piece.dropFirst(missing)))
      }
    } catch {
      return nil
    }
    guard first == head(hash.digest) else { return nil }
    return FileBytes(path: path, stamp: stamp, offset: headLength, count: size - headLength)
  }

  /// Writes a file; its head comes last, so that a broken one is known by it.
  static func write(to path: String, _ body: (inout any ByteSink) throws -> Void) throws {
    let file = try OutputFile(path: path, mode: .new)
    try file.write([UInt8](repeating: 0, count: headLength))
    let hashing = HashingFile(file)
    var sink: any ByteSink = hashing
    try body(&sink)
    try file.write(head(hashing.digest), at: 0)
  }

  private static func head(_ digest: Digest) -> [UInt8] {
    let text = Array("\(mark)\(digest.hex)".utf8)
    return text + [UInt8](repeating: UInt8(ascii: " "), count: headLength - text.count - 1) + [UInt8(ascii: "\n")]
  }
}

/// A file's content behind its head, read where it is asked for, as long as it is the file whose content was checked.
private struct FileBytes: ByteSource {
  let path: String
  let stamp: FileStamp
  let offset: Int
  let count: Int

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    let place = offset + range.lowerBound..<offset + range.upperBound
    guard let result = try FileContent.read(place, of: path, as: stamp, body) else { throw ObjectFile.Replacement() }
    return result
  }
}
