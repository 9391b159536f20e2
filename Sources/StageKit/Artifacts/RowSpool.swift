/// Collects rows that are needed again: in memory while they are few, in a temporary file beyond that, so that memory
/// does not grow with a track's length.
public struct RowSpool {
  /// How many numbers of a stream stay in memory: audio of 11 minutes at 22,050 Hz, as long as most songs; of all other
  /// streams, of which a plan may have many, about twelve minutes of mel bands. That is 56 MB and 16 MB.
  public static func memoryLimit(for quantity: Quantity) -> Int {
    quantity == .samples ? 14 << 20 : 4 << 20
  }

  private let format: FrameFormat
  /// The rows while they are few; `nil` when there are none, or they are in the file.
  private var memory: NumberStore?
  private var spool: SpoolFile?

  /// A spool of no rows yet.
  public init(format: FrameFormat) {
    self.format = format
    memory = NumberStore(room: Self.memoryLimit(for: format.quantity))
  }

  /// Adds rows at the end.
  ///
  /// - Throws: ``Failure`` if the temporary file cannot be written.
  public mutating func append(_ rows: Rows) throws {
    if let memory, rows.values.count <= memory.room {
      memory.append(rows.values)
    } else {
      let file = try file()
      try rows.values.withUnsafeBufferPointer { try file.append($0) }
    }
  }

  /// The rows so far.
  public var frames: Frames {
    if let spool { return Frames(format: format, store: FileRows(file: spool, width: format.width)) }
    if let memory { return Frames(format: format, store: MemoryRows(memory: memory, width: format.width)) }
    return Frames(format: format, values: [])
  }

  /// The temporary file; the first time, the rows in memory move there.
  private mutating func file() throws -> SpoolFile {
    if let spool { return spool }
    let file = try SpoolFile()
    if let memory { try memory.read(0..<memory.count) { try file.append($0) } }
    memory = nil
    spool = file
    return file
  }
}

/// Rows kept in memory.
private struct MemoryRows: RowStore {
  let memory: NumberStore
  let width: Int

  var count: Int { memory.count / width }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try memory.read(range.lowerBound * width..<range.upperBound * width, body)
  }
}

/// Rows kept in a temporary file.
private struct FileRows: RowStore {
  let file: SpoolFile
  let width: Int

  var count: Int { file.count / width }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try file.read(range.lowerBound * width..<range.upperBound * width).withUnsafeBufferPointer(body)
  }
}
