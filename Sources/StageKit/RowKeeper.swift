/// Collects rows that are needed again: in memory while they are few, in a temporary file beyond that, so that memory
/// does not grow with a track's length.
public struct RowKeeper {
  /// How many numbers stay in memory: 16 MB, about three minutes of mel bands.
  public static let memoryLimit = 4 << 20

  private let format: FrameFormat
  private var values: [Float] = []
  private var spool: SpoolFile?

  /// A keeper of no rows yet.
  public init(format: FrameFormat) {
    self.format = format
  }

  /// Adds rows at the end.
  ///
  /// - Throws: ``StageFailure`` if the temporary file cannot be written.
  public mutating func append(_ rows: Rows) throws {
    values.append(contentsOf: rows.values)
    if values.count > Self.memoryLimit || spool != nil { try moveToFile() }
  }

  /// All rows.
  public var frames: Frames {
    guard let spool else { return Frames(format: format, values: values) }
    return Frames(format: format, store: SpooledRowStore(file: spool, width: format.width))
  }

  private mutating func moveToFile() throws {
    let file = try spool ?? SpoolFile()
    spool = file
    try file.append(values)
    values.removeAll(keepingCapacity: values.count < Self.memoryLimit)
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
