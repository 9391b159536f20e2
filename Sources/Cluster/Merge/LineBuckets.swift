import Files
import Glibc
import StageKit

/// Sorts lines by number, more than memory holds: each goes to the file of its range of numbers, and these are sorted one
/// after another.
final class LineBuckets {
  /// A line with its number and its shard.
  struct Entry {
    let number: Int
    let shard: Int
    let line: [UInt8]
  }

  /// How many numbers a range has.
  private static let width = 1 << 14
  /// How many bytes wait in memory for one file.
  private static let most = 1 << 16

  private let folder: String
  private var files: [OutputFile]
  private var waiting: [[UInt8]]

  /// - Parameters:
  ///   - folder: Where the files are made; it is there, and its owner removes it.
  ///   - count: How many numbers there are, from 0.
  init(in folder: String, count: Int) throws(Failure) {
    self.folder = folder
    files = []
    for index in 0..<max(1, (count + Self.width - 1) / Self.width) {
      files.append(try OutputFile(path: "\(folder)/\(index)", mode: .new))
    }
    waiting = files.map { _ in [] }
  }

  /// Takes a line in; each number comes once.
  func add(_ line: [UInt8], number: Int, shard: Int) throws(Failure) {
    let bucket = number / Self.width
    waiting[bucket] += Array("\(number) \(shard) ".utf8)
    waiting[bucket] += line
    waiting[bucket].append(UInt8(ascii: "\n"))
    if waiting[bucket].count > Self.most { try flush(bucket) }
  }

  /// Calls a closure with all lines in the order of their numbers.
  func forEach(_ body: (Entry) throws -> Void) throws {
    for bucket in files.indices {
      try Task.checkCancellation()
      try flush(bucket)
      var entries: [Entry] = []
      try FileLines.forEach(of: "\(folder)/\(bucket)") { bytes in
        let parts = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard parts.count == 3, let number = Int(String(decoding: parts[0], as: UTF8.self)),
          let shard = Int(String(decoding: parts[1], as: UTF8.self))
        else { throw Failure("\(folder)/\(bucket): is damaged", remedy: "merge again") }
        entries.append(Entry(number: number, shard: shard, line: Array(parts[2])))
      }
      for entry in entries.sorted(by: { $0.number < $1.number }) { try body(entry) }
      unlink("\(folder)/\(bucket)")
    }
  }

  private func flush(_ bucket: Int) throws(Failure) {
    try files[bucket].write(waiting[bucket])
    waiting[bucket].removeAll(keepingCapacity: true)
  }
}
