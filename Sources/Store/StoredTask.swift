import Files
import StageKit
import Synchronization

/// What a task gave, as the store has it: the artifacts by port, and what was said of the work.
public struct StoredTask: Sendable {
  /// An artifact's place in an object; without one the task gave nothing on the port.
  struct Entry: Codable {
    let port: String
    let type: String
    let version: Int
    let place: Range<Int>?
  }

  /// What stands before the artifacts.
  struct Head: Codable {
    let entries: [Entry]
    let warnings: [String]
  }

  /// Warnings of the stage's, for each run that uses what it gave.
  public let warnings: [String]
  private let entries: [String: Entry]
  private let bytes: Part
  private let again: @Sendable () -> StoredTask?

  /// - Parameter again: Finds what is stored of the task now, should another run have written the object anew.
  /// - Throws: ``Failure`` if the bytes are no task's.
  init(_ bytes: any ByteSource, again: @escaping @Sendable () -> StoredTask? = { nil }) throws {
    guard let line = try bytes.firstLine() else { throw Failure("the object has no head") }
    let head = try JSONForm.decoded(Head.self, from: line)
    let start = Self.start(behind: line.count)
    let room = bytes.count - start
    let places = head.entries.compactMap(\.place)
    guard room >= 0, places.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= room }) else {
      throw Failure("the object has lost its end")
    }
    entries = Dictionary(head.entries.map { ($0.port, $0) }) { first, _ in first }
    warnings = head.warnings
    self.bytes = Part(whole: bytes, range: start..<bytes.count)
    self.again = again
  }

  /// Whether it is known what a port gave, in the form of today.
  public func holds(_ port: String, as type: ArtifactType) -> Bool {
    entries[port].map { $0.type == type.name && $0.version == type.version } ?? false
  }

  /// What the task gave on a port; `nil` if it gave nothing.
  ///
  /// - Throws: ``Failure`` if that is not known, or what reading it throws.
  public func artifact(_ port: String, as type: ArtifactType) throws -> (any Artifact)? {
    guard holds(port, as: type), let entry = entries[port] else { throw Failure("'\(port)' is not in the store") }
    return try entry.place.map { try type.artifact(of: PortBytes(entry, count: $0.count, of: self)) }
  }

  /// Writes an object: a head as JSON in a line, then the artifacts, each at a multiple of ``alignment`` bytes.
  ///
  /// - Parameter outputs: What each port gave, sorted by port; `nil` for nothing.
  static func write(
    _ outputs: [(port: String, type: ArtifactType, artifact: (any Artifact)?)], warnings: [String],
    to sink: inout any ByteSink
  ) throws {
    var entries: [Entry] = []
    var parts: [[UInt8]] = []
    var end = 0
    for (port, type, artifact) in outputs {
      let part = try artifact?.encoded()
      entries.append(
        Entry(port: port, type: type.name, version: type.version, place: part.map { end..<end + $0.count }))
      guard let part else { continue }
      let padded = part + [UInt8](repeating: 0, count: (alignment - part.count % alignment) % alignment)
      parts.append(padded)
      end += padded.count
    }
    let head = try JSONForm.encoded(Head(entries: entries, warnings: warnings))
    let spaces = start(behind: head.count) - head.count - 1
    try sink.write(head + [UInt8](repeating: UInt8(ascii: " "), count: spaces) + [UInt8(ascii: "\n")])
    for part in parts { try sink.write(part) }
  }

  /// Rows lie so that they can be lent as they are.
  static let alignment = 64

  /// Where the first artifact begins behind a head of so many bytes and a line feed.
  private static func start(behind count: Int) -> Int { (count + 1 + alignment - 1) / alignment * alignment }
}

extension StoredTask {
  /// What a task gave on a port, wherever it lies: a run that takes more ports writes the object anew, with all of them.
  private final class PortBytes: ByteSource {
    let count: Int
    private let entry: Entry
    private let task: Mutex<StoredTask>

    init(_ entry: Entry, count: Int, of task: StoredTask) {
      self.entry = entry
      self.count = count
      self.task = Mutex(task)
    }

    func read<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
      while true {
        let known = task.withLock { $0 }
        guard let found = known.entries[entry.port], found.type == entry.type, found.version == entry.version,
          let place = found.place, place.count == count
        else {
          throw Failure("'\(entry.port)' is no longer in the store", remedy: "run again")
        }
        do {
          return try Part(whole: known.bytes, range: place).read(range, body)
        } catch is ObjectFile.Replacement {
          guard let new = known.again() else {
            throw Failure("'\(entry.port)' is no longer in the store", remedy: "run again")
          }
          task.withLock { $0 = new }
        }
      }
    }
  }
}

/// A part of other bytes.
private struct Part: ByteSource {
  let whole: any ByteSource
  let range: Range<Int>

  var count: Int { range.count }

  func read<Result>(_ part: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    try whole.read(range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound, body)
  }
}
