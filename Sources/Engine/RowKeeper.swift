import StageKit

/// Collects the rows of one stream for stages that need all of them at once: in memory while they are few, in a
/// temporary file beyond that, so that memory does not grow with a track's length.
struct RowKeeper {
  /// How many numbers of a stream stay in memory: 32 MB, about six minutes of mel bands.
  static let memoryLimit = 8 << 20

  private let format: FrameFormat
  private var values: [Float] = []
  private var spool: SpoolFile?

  init(format: FrameFormat) {
    self.format = format
    // Address space, of which the system gives only what is used: growing would copy all rows, and hold them twice.
    values.reserveCapacity(Self.memoryLimit)
  }

  /// Adds rows at the end.
  ///
  /// - Throws: ``StageFailure`` if the temporary file cannot be written.
  mutating func append(_ rows: Rows) throws {
    if spool == nil, values.count + rows.values.count <= Self.memoryLimit {
      values.append(contentsOf: rows.values)
    } else {
      try file().append(rows.values)
    }
  }

  /// All rows.
  var frames: Frames {
    guard let spool else { return Frames(format: format, values: values) }
    return Frames(format: format, store: SpooledRowStore(file: spool, width: format.width))
  }

  /// The temporary file; the first time, the rows in memory move there.
  private mutating func file() throws -> SpoolFile {
    if let spool { return spool }
    let file = try SpoolFile()
    try file.append(values)
    values = []
    spool = file
    return file
  }
}

/// Rows kept in a temporary file.
private struct SpooledRowStore: RowStore {
  let file: SpoolFile
  let width: Int

  var count: Int { file.count / width }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try file.read(range.lowerBound * width..<range.upperBound * width).withUnsafeBufferPointer(body)
  }
}
