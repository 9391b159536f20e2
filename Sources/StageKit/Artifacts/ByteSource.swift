/// Bytes that are lent range by range, so that many of them need not stand in memory: a file, or a part of one.
public protocol ByteSource: Sendable {
  /// How many bytes there are.
  var count: Int { get }

  /// Lends the bytes of a range to a closure.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: What reading a file throws, or what the closure throws.
  func read<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result
}

extension ByteSource {
  /// A copy of all bytes.
  public func all() throws -> [UInt8] { try read(0..<count) { Array($0) } }

  /// A copy of the bytes before the first line feed, which is looked for among the first 64 KiB; `nil` if there is none.
  ///
  /// A little is read at first: room for 64 KiB, taken and given back for each of thousands of songs, would leave holes in
  /// memory that the small things kept of a song make useless.
  public func firstLine() throws -> [UInt8]? {
    for length in [1 << 10, 1 << 13, 1 << 16] {
      let line = try read(0..<min(count, length)) { start in
        start.firstIndex(of: UInt8(ascii: "\n")).map { Array(start[..<$0]) }
      }
      if line != nil || length >= count { return line }
    }
    return nil
  }
}

/// Bytes in memory.
public struct MemoryBytes: ByteSource {
  private let bytes: [UInt8]

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many bytes there are.
  public var count: Int { bytes.count }

  /// Lends the bytes of a range.
  public func read<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}

/// Where bytes go that are made piece by piece: memory, or a file.
public protocol ByteSink {
  /// Appends bytes.
  ///
  /// - Throws: What writing a file throws.
  mutating func write(_ bytes: [UInt8]) throws
}

/// Bytes in memory.
struct MemorySink: ByteSink {
  var bytes: [UInt8] = []

  mutating func write(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
  }
}
