extension Document: KeptArtifact {
  /// The document of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw KeptValue.failure }
    var rest = bytes[(end + 1)...]
    var parts: [Document] = []
    for size in try KeptValue.decoded([Int].self, from: Array(bytes[..<end])) {
      guard (0...rest.count).contains(size) else { throw KeptValue.failure }
      parts.append(Document(bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    guard let first = parts.first, rest.isEmpty else { throw KeptValue.failure }
    self.init(continuations: Array(parts.dropFirst())) { sink in try first.write(to: &sink) }
  }

  /// The sizes of the document and its continuations as JSON, a line feed, then all of their bytes.
  ///
  /// - Throws: What writing the document throws.
  public func kept() throws -> [UInt8] {
    let parts = try ([self] + continuations).map { try $0.bytes() }
    return try KeptValue.encoded(parts.map(\.count)) + [UInt8(ascii: "\n")] + parts.joined()
  }
}
