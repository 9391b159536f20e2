import Files
import Glibc
import StageKit

/// Sorts records by the bytes of their keys, more than memory holds: pieces are sorted in memory and written to files, which
/// are then read side by side, as many at once as a process may have open.
final class RecordSort {
  /// The bytes before a record: how long its key and its value are.
  private static let head = 8

  private let folder: String
  private let most: Int
  private let width: Int
  private var files: [String] = []
  /// How many files were written, the merged ones too.
  private var fileCount = 0
  private var bytes: [UInt8] = []
  private var starts: [Int] = []

  /// - Parameters:
  ///   - folder: The folder for the files, which is made; its owner removes it.
  ///   - most: How many bytes of records are sorted in memory.
  ///   - width: How many files are read at once, from 2.
  init(in folder: String, most: Int = 1 << 22, width: Int = 256) throws(Failure) {
    (self.folder, self.most, self.width) = (folder, most, width)
    try FileTree.makeFolder(folder)
  }

  /// Takes a record in.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  func add(key: [UInt8], value: [UInt8]) throws(Failure) {
    starts.append(bytes.count)
    bytes += Self.record(key, value)
    if bytes.count > most { try flush() }
  }

  /// Calls a closure with all records, sorted by key; those of one key are in no order. It may be done again.
  ///
  /// - Throws: ``Failure`` if a file cannot be read or written, `CancellationError`, what the closure throws.
  func forEach(_ body: (_ key: [UInt8], _ value: [UInt8]) throws -> Void) throws {
    try flush()
    while files.count > width {
      let joined = Array(files.prefix(width))
      let (path, file) = try newFile()
      try Self.merge(joined) { try file.write(Self.record($0, $1)) }
      try file.flush()
      joined.forEach { unlink($0) }
      files = files.dropFirst(width) + [path]
    }
    try Self.merge(files, body)
  }

  /// Calls a closure with all records of sorted files, sorted by key.
  private static func merge(_ files: [String], _ body: (_ key: [UInt8], _ value: [UInt8]) throws -> Void) throws {
    var readers: [RecordReader] = []
    for file in files { readers.append(try RecordReader(file)) }
    // The reader with the first key is the last.
    readers = try readers.filter { try $0.next() }.sorted { $1.precedes($0) }
    var count = 0
    while let reader = readers.popLast() {
      if count % 4096 == 0 { try Task.checkCancellation() }
      count += 1
      try body(reader.key, reader.value)
      guard try reader.next() else { continue }
      var (low, high) = (0, readers.count)
      while low < high {
        let middle = (low + high) / 2
        if reader.precedes(readers[middle]) { low = middle + 1 } else { high = middle }
      }
      readers.insert(reader, at: low)
    }
  }

  /// Writes what is in memory to a file, sorted.
  private func flush() throws(Failure) {
    guard !starts.isEmpty else { return }
    let (bytes, starts) = (self.bytes, self.starts)
    let ends = starts.dropFirst() + [bytes.count]
    let order = bytes.withUnsafeBytes { bytes in
      func key(_ index: Int) -> UnsafeRawBufferPointer {
        let start = starts[index] + Self.head
        let count = bytes.loadUnaligned(fromByteOffset: starts[index], as: UInt32.self).bigEndian
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(count)])
      }
      return starts.indices.sorted { key($0).precedes(key($1)) }
    }
    let (path, file) = try newFile()
    files.append(path)
    for index in order { try file.write(bytes[starts[index]..<ends[ends.startIndex + index]]) }
    try file.flush()
    self.bytes = []
    self.starts = []
  }

  private func newFile() throws(Failure) -> (path: String, file: BufferedFile) {
    let path = "\(folder)/\(fileCount)"
    fileCount += 1
    return (path, BufferedFile(try OutputFile(path: path, mode: .new)))
  }

  /// A record as files have it.
  private static func record(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
    UInt32(key.count).bigEndianBytes + UInt32(value.count).bigEndianBytes + key + value
  }
}

/// Reads the records of a file from front to end.
private final class RecordReader {
  private(set) var key: [UInt8] = []
  private(set) var value: [UInt8] = []

  private let path: String
  private let file: UnsafeMutablePointer<FILE>

  init(_ path: String) throws(Failure) {
    guard let file = fopen(path, "re") else {
      throw Failure("\(path): cannot read: \(String(cString: strerror(errno)))")
    }
    (self.path, self.file) = (path, file)
  }

  deinit { fclose(file) }

  /// Goes to the next record; false at the end.
  func next() throws(Failure) -> Bool {
    var sizes: (UInt32, UInt32) = (0, 0)
    guard fread(&sizes, 4, 2, file) == 2 else {
      guard feof(file) != 0 else { throw Failure("\(path): cannot read") }
      return false
    }
    key = try bytes(Int(sizes.0.bigEndian))
    value = try bytes(Int(sizes.1.bigEndian))
    return true
  }

  func precedes(_ other: RecordReader) -> Bool {
    key.withUnsafeBytes { key in other.key.withUnsafeBytes { key.precedes($0) } }
  }

  private func bytes(_ count: Int) throws(Failure) -> [UInt8] {
    var read = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      read = fread(buffer.baseAddress, 1, count, file)
      filled = read
    }
    guard read == count else { throw Failure("\(path): is cut off") }
    return bytes
  }
}

extension FixedWidthInteger {
  /// The number's bytes, the highest first: as keys they sort as the numbers do, if none is negative.
  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

  /// The number of such bytes at the start of others.
  init(bigEndianBytes bytes: some Sequence<UInt8>) {
    self = bytes.prefix(MemoryLayout<Self>.size).reduce(0) { $0 << 8 | Self($1) }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
    guard let mine = baseAddress, let its = other.baseAddress else { return count < other.count }
    let order = memcmp(mine, its, Swift.min(count, other.count))
    return order == 0 ? count < other.count : order < 0
  }
}
