/// Scalars as a file of events that TensorBoard reads: records of TFRecord, each a protocol buffer `Event` with one
/// `Summary.Value` in it. There are no times, so that the same run gives the
/// same bytes.
///
/// Source: TensorFlow's `event.proto`, `summary.proto` and `record_writer`; Protocol Buffers, Encoding.
struct TensorBoardEvents {
  /// The file so far.
  private(set) var bytes: [UInt8] = []

  /// A file without scalars.
  init() {
    // Field 3 of Event: what kind of file this is.
    append(Self.field(3, Array("brain.Event:2".utf8)))
  }

  /// Adds a scalar.
  mutating func add(_ tag: String, _ value: Double, step: Int) {
    // Value: tag 1, simple_value 2 (float). Summary: value 1. Event: step 2, summary 5.
    let number = [UInt8(2 << 3 | 5)] + Self.littleEndian(Float(value).bitPattern)
    let scalar = Self.field(1, Array(tag.utf8)) + number
    append([UInt8(2 << 3)] + Self.varint(UInt64(step)) + Self.field(5, Self.field(1, scalar)))
  }

  /// A record: its length and that one's checksum, its bytes and theirs.
  private mutating func append(_ event: [UInt8]) {
    let length = Self.littleEndian(UInt64(event.count))
    bytes += length + Self.littleEndian(Self.masked(length)) + event + Self.littleEndian(Self.masked(event))
  }

  /// A field of bytes.
  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(UInt64(content.count)) + content
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func littleEndian<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// What the bits of a byte do to a checksum: CRC-32C (Castagnoli), bits reversed. Source: RFC 3720, 12.1.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0x82f6_3b78 : value >> 1 }
  }

  /// A checksum, turned about and shifted, as TFRecord has it.
  private static func masked(_ bytes: [UInt8]) -> UInt32 {
    let sum = ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    return (sum >> 15 | sum << 17) &+ 0xa282_ead8
  }
}
