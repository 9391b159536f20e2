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
