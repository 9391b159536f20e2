/// The content of a file that the engine will publish.
///
/// A small one holds its bytes; a large one is made while it is written, so that its size never stands in memory.
public struct Document: Artifact {
  /// Carried by ports of kind ``PortKind/document``.
  public static let kind = PortKind.document

  /// What does not fit in one file of the format: published beside it as `name-2.ext`, `name-3.ext`.
  public let continuations: [Document]

  private let body: @Sendable (inout any DocumentSink) throws -> Void

  /// A document made piece by piece while it is written.
  public init(
    continuations: [Document] = [], writing body: @escaping @Sendable (inout any DocumentSink) throws -> Void
  ) {
    self.continuations = continuations
    self.body = body
  }

  /// A document of UTF-8 text.
  public init(text: String, continuations: [Document] = []) {
    self.init(continuations: continuations) { sink in try sink.write(Array(text.utf8)) }
  }

  /// A document of bytes.
  public init(bytes: [UInt8]) {
    self.init { sink in try sink.write(bytes) }
  }

  /// Writes the whole document to a sink.
  public func write(to sink: inout any DocumentSink) throws {
    try body(&sink)
  }

  /// All bytes in memory, without the continuations.
  public func bytes() throws -> [UInt8] {
    var sink: any DocumentSink = MemorySink()
    try write(to: &sink)
    return (sink as? MemorySink)?.bytes ?? []
  }
}

private struct MemorySink: DocumentSink {
  var bytes: [UInt8] = []

  mutating func write(_ more: [UInt8]) {
    bytes.append(contentsOf: more)
  }
}
