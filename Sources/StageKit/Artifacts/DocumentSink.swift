/// Where a document's bytes go: memory, or a file that the engine publishes when it is whole.
public protocol DocumentSink {
  /// Appends bytes.
  ///
  /// - Throws: What writing a file throws.
  mutating func write(_ bytes: [UInt8]) throws
}
