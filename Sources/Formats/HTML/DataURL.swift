import FoundationEssentials
import StageKit

/// A file's bytes as a URL. Source: RFC 2397, RFC 4648.
public struct DataURL: Sendable {
  /// What kind of file it is, as `audio/flac`.
  let type: String
  let bytes: [UInt8]

  /// A whole number of groups of three bytes, so that the pieces' texts join.
  private static let pieceSize = 3 << 14

  /// A file's bytes.
  ///
  /// - Parameter type: The media type: letters, digits, `/`, `-`, `+` and `.`.
  public init(type: String, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }

  /// Writes the URL; it needs no escaping in an attribute.
  func write(to sink: inout any ByteSink) throws {
    try sink.write(Array("data:\(type);base64,".utf8))
    for start in stride(from: 0, to: bytes.count, by: Self.pieceSize) {
      let piece = Data(bytes[start..<min(start + Self.pieceSize, bytes.count)])
      try sink.write(Array(piece.base64EncodedData()))
    }
  }
}
