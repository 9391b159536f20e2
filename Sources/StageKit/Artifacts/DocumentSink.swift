/// Where bytes go that are made piece by piece: memory, or a file.
public protocol DocumentSink {
  /// Appends bytes.
  ///
  /// - Throws: What writing a file throws.
  mutating func write(_ bytes: [UInt8]) throws
}

/// Bytes in memory.
struct MemorySink: DocumentSink {
  var bytes: [UInt8] = []

  mutating func write(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
  }
}
