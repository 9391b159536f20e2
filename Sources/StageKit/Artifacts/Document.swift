/// The content of a file that the engine will publish.
///
/// A small one holds its bytes; a large one is made while it is written, so that its size never stands in memory.
public struct Document: Artifact {
  /// Carried by ports of kind ``PortKind/document``.
  public static let type = ArtifactType(Document.self, kind: .document)

  /// What does not fit in one file of the format: published beside it as `name-2.ext`, `name-3.ext`.
  public let continuations: [Document]

  private let body: @Sendable (inout any ByteSink) throws -> Void

  /// A document made piece by piece while it is written.
  public init(
    continuations: [Document] = [], writing body: @escaping @Sendable (inout any ByteSink) throws -> Void
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
  public func write(to sink: inout any ByteSink) throws {
    try body(&sink)
  }

  /// All bytes in memory, without the continuations.
  public func bytes() throws -> [UInt8] {
    var sink: any ByteSink = MemorySink()
    try write(to: &sink)
    return (sink as? MemorySink)?.bytes ?? []
  }
}

extension Document {
  /// The document of bytes that ``encode(to:)`` wrote; it is read while it is written on.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(encoded bytes: any ByteSource) throws {
    guard let sizes = try bytes.firstLine() else { throw JSONForm.damaged }
    var start = sizes.count + 1
    var parts: [Document] = []
    for size in try JSONForm.decoded([Int].self, from: sizes) {
      guard (0...bytes.count - start).contains(size) else { throw JSONForm.damaged }
      parts.append(Document(bytes, start..<start + size))
      start += size
    }
    guard let first = parts.first, start == bytes.count else { throw JSONForm.damaged }
    self.init(continuations: Array(parts.dropFirst()), writing: first.body)
  }

  /// The sizes of the document and its continuations as JSON, a line feed, then all of their bytes.
  ///
  /// - Throws: What writing the document throws.
  public func encode(to sink: inout any ByteSink) throws {
    let parts = try ([self] + continuations).map { try $0.bytes() }
    try sink.write(JSONForm.encoded(parts.map(\.count)) + [UInt8(ascii: "\n")])
    for part in parts { try sink.write(part) }
  }

  /// A part of stored bytes.
  private init(_ bytes: any ByteSource, _ range: Range<Int>) {
    self.init { sink in
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 16) {
        try sink.write(bytes.read(start..<min(start + (1 << 16), range.upperBound)) { Array($0) })
      }
    }
  }
}
