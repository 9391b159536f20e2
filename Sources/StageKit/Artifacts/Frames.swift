/// All rows of one track, kept for stages that need them at once.
public struct Frames: StreamedArtifact {
  /// Carried by ports of kind ``PortKind/frames``.
  public static let type = ArtifactType(Frames.self, kind: .frames)

  /// What the rows are.
  public let format: FrameFormat

  private let store: any RowStore

  /// Rows in a store of the engine's.
  public init(format: FrameFormat, store: any RowStore) {
    self.format = format
    self.store = store
  }

  /// Rows in memory.
  ///
  /// - Parameter values: Row-major, a whole number of rows of the format's width.
  public init(format: FrameFormat, values: [Float]) {
    self.init(format: format, store: MemoryRowStore(width: format.width, values: values))
  }

  /// How many rows there are.
  public var count: Int { store.count }

  /// Lends the rows of a range, row-major with shape (range's count, width), to a closure.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: What reading kept rows throws, or what the closure throws.
  public func read<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) throws -> Result {
    try store.read(range, body)
  }

  /// Lends all rows in order, in blocks of at most `blockSize` rows, each with the number of its first row.
  public func forEachBlock(
    of blockSize: Int = 1024, _ body: (_ first: Int, _ rows: UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    for first in stride(from: 0, to: count, by: blockSize) {
      try read(first..<min(first + blockSize, count)) { try body(first, $0) }
    }
  }

  /// A copy of all rows, row-major with shape (count, width).
  ///
  /// - Complexity: O(count x width) in time and memory; meant for narrow frames.
  public func values() throws -> [Float] {
    try read(0..<count) { Array($0) }
  }
}

extension Frames {
  /// Rows begin at a multiple of this many bytes, so that they can be lent as they lie in a file.
  private static let alignment = 64

  /// The frames of bytes that ``encode(to:)`` wrote; rows are read from there when they are asked for.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(encoded bytes: any ByteSource) throws {
    guard let head = try bytes.firstLine() else { throw JSONForm.damaged }
    let format = try JSONForm.decoded(FrameFormat.self, from: head)
    let numbers = bytes.count - head.count - 1
    guard format.width > 0, format.width <= 1 << 24, numbers % (format.width * MemoryLayout<Float>.stride) == 0 else {
      throw JSONForm.damaged
    }
    self.init(format: format, store: EncodedRowStore(bytes: bytes, offset: head.count + 1, width: format.width))
  }

  /// The format as JSON, spaces and a line feed, then all rows with the lowest byte of each number first.
  ///
  /// - Throws: What reading rows throws.
  public func encode(to sink: inout any ByteSink) throws {
    let head = try JSONForm.encoded(format)
    let spaces = (Self.alignment - (head.count + 1) % Self.alignment) % Self.alignment
    try sink.write(head + [UInt8](repeating: UInt8(ascii: " "), count: spaces) + [UInt8(ascii: "\n")])
    try forEachBlock { _, rows in
      try sink.write(Array(UnsafeRawBufferPointer(rows)))
    }
  }
}

/// Rows in the form in which ``Frames`` are written.
private struct EncodedRowStore: RowStore {
  let bytes: any ByteSource
  /// Where the first row begins.
  let offset: Int
  let width: Int

  private var stride: Int { width * MemoryLayout<Float>.stride }

  var count: Int { (bytes.count - offset) / stride }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try bytes.read(offset + range.lowerBound * stride..<offset + range.upperBound * stride) { raw in
      // Bytes in memory may lie anywhere.
      guard UInt(bitPattern: raw.baseAddress) % UInt(MemoryLayout<Float>.alignment) == 0 else {
        let copy = [Float](unsafeUninitializedCapacity: range.count * width) { buffer, count in
          UnsafeMutableRawBufferPointer(buffer).copyMemory(from: raw)
          count = range.count * width
        }
        return try copy.withUnsafeBufferPointer(body)
      }
      return try raw.withMemoryRebound(to: Float.self, body)
    }
  }
}
