import Formats
import StageKit

/// A frame of the protocol: a header, and the numbers that are too many for JSON.
struct Message {
  /// What it says, such as `run`.
  let type: String
  /// The header's fields besides the type and the buffers.
  var fields: [(key: String, value: JSON)] = []
  /// The numbers, in order.
  var buffers: [Buffer] = []

  /// Numbers of one type and shape.
  struct Buffer {
    let name: String
    let shape: [Int]
    let content: Content
  }

  /// The numbers of a buffer, by type.
  enum Content {
    case f32([Float])
    case f64([Double])
    case i64([Int64])
    case u8([UInt8])
  }

  /// The header with its length before it; the buffers follow.
  var head: [UInt8] {
    var all = [(key: "type", value: JSON.string(type))] + fields
    if !buffers.isEmpty { all.append(("buffers", .array(buffers.map(\.header)))) }
    let header = Array(JSON.object(all).compact.utf8)
    return (0..<4).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header
  }
}

extension Message.Buffer {
  /// Rows of numbers.
  init(_ name: String, rows values: [Float], width: Int) {
    self.init(name: name, shape: [values.count / max(1, width), width], content: .f32(values))
  }

  /// Samples.
  init(_ name: String, samples: [Float]) {
    self.init(name: name, shape: [samples.count], content: .f32(samples))
  }

  /// Bytes.
  init(_ name: String, bytes: [UInt8]) {
    self.init(name: name, shape: [bytes.count], content: .u8(bytes))
  }

  fileprivate var header: JSON {
    .object([
      ("name", .string(name)), ("dtype", .string(content.dtype)), ("shape", .array(shape.map { .integer($0) })),
    ])
  }

  /// The numbers as floats; `nil` if they are whole numbers or bytes.
  var floats: [Float]? {
    switch content {
    case .f32(let values): values
    case .f64(let values): values.map { Float($0) }
    case .i64, .u8: nil
    }
  }

  /// The bytes; `nil` if they are numbers.
  var bytes: [UInt8]? {
    if case .u8(let bytes) = content { bytes } else { nil }
  }

  /// The only number; `nil` if there are more or none.
  var number: Double? {
    switch content {
    case .f32(let values): values.count == 1 ? Double(values[0]) : nil
    case .f64(let values): values.count == 1 ? values[0] : nil
    case .i64(let values): values.count == 1 ? Double(values[0]) : nil
    case .u8: nil
    }
  }
}

extension Message.Content {
  fileprivate var dtype: String {
    switch self {
    case .f32: "f32"
    case .f64: "f64"
    case .i64: "i64"
    case .u8: "u8"
    }
  }

  /// Lends the numbers as bytes, the lowest of each first.
  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch self {
    case .f32(let values): try Self.lend(values, body)
    case .f64(let values): try Self.lend(values, body)
    case .i64(let values): try Self.lend(values, body)
    case .u8(let values): try Self.lend(values, body)
    }
  }

  private static func lend<Element: BitwiseCopyable, Result>(
    _ values: [Element], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try values.withUnsafeBufferPointer { (values) throws(Failure) in try body(UnsafeRawBufferPointer(values)) }
  }
}
