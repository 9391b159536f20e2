import StageKit

/// A document with its continuations, to be kept like any artifact.
struct KeptDocument: KeptArtifact {
  static let kind = Document.kind

  let document: Document

  init(_ document: Document) {
    self.document = document
  }

  init(bytes: [UInt8]) throws(StageFailure) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw Self.failure }
    let sizes = try KeptValue.decoded([Int].self, from: Array(bytes[..<end]))
    var rest = bytes[(end + 1)...]
    var parts: [Document] = []
    for size in sizes {
      guard (0...rest.count).contains(size) else { throw Self.failure }
      parts.append(Document(bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    guard let first = parts.first, rest.isEmpty else { throw Self.failure }
    document = Document(continuations: Array(parts.dropFirst())) { sink in try first.write(to: &sink) }
  }

  /// The sizes of the document and its continuations as JSON, a line feed, then all of their bytes.
  func bytes() throws -> [UInt8] {
    let parts = try ([document] + document.continuations).map { try $0.bytes() }
    return try KeptValue.encoded(parts.map(\.count)) + [UInt8(ascii: "\n")] + parts.joined()
  }

  private static let failure = StageFailure("a kept document is damaged")
}
