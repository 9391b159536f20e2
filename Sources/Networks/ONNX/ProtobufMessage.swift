/// A message in the binary form of Protocol Buffers. Fields stand in the order in which they are added.
///
/// Source: the encoding's description at protobuf.dev, with varints (wire type 0) and length-delimited fields (2).
struct ProtobufMessage {
  /// The message so far.
  private(set) var bytes: [UInt8] = []

  /// Adds a whole number: `int32`, `int64` or an enumeration. A negative one takes ten bytes.
  mutating func add(_ field: Int, _ number: Int) {
    appendVarint(UInt64(field) << 3)
    appendVarint(UInt64(bitPattern: Int64(number)))
  }

  /// Adds bytes.
  mutating func add(_ field: Int, _ content: [UInt8]) {
    appendVarint(UInt64(field) << 3 | 2)
    appendVarint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// Adds a text.
  mutating func add(_ field: Int, _ text: String) {
    add(field, Array(text.utf8))
  }

  /// Adds a message in this one.
  mutating func add(_ field: Int, _ message: ProtobufMessage) {
    add(field, message.bytes)
  }

  /// Seven bits a byte, the lowest first; the high bit says that more follow.
  private mutating func appendVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
