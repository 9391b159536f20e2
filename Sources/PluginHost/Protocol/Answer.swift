import Formats
import StageKit

/// A frame that a program outside has sent.
struct Answer {
  /// The most bytes of a header.
  static let largestHeader = 64 << 20
  /// The most bytes of all buffers of a frame.
  static let largestBuffers = 2 << 30

  /// What it says, such as `done`.
  let type: String
  /// The header.
  let header: JSONNode
  /// The buffers, by name.
  let buffers: [String: Message.Buffer]

  /// A buffer that a header announces.
  struct Announced {
    let name: String
    let dtype: DType
    let shape: [Int]
    /// Its length.
    let bytes: Int
  }

  /// The types of numbers in buffers.
  enum DType: String {
    case f32, f64, i64, u8

    var size: Int {
      switch self {
      case .f32: 4
      case .f64, .i64: 8
      case .u8: 1
      }
    }
  }
}

extension Answer {
  /// The header of bytes, and the buffers that it announces.
  ///
  /// - Throws: ``Failure`` that says what is wrong with it.
  static func header(_ bytes: [UInt8]) throws(Failure) -> (header: JSONNode, type: String, announced: [Announced]) {
    let header: JSONNode
    do throws(ReadingError) { header = try JSONReader.read(bytes) } catch {
      throw Failure("it sent a header that is not JSON: \(error.message)")
    }
    guard let type = header["type"]?.text else { throw Failure("it sent a header without `type`") }
    var announced: [Announced] = []
    var names: Set<String> = []
    var total = 0
    for node in header["buffers"]?.elements ?? [] {
      let buffer = try self.announced(node)
      total += buffer.bytes
      guard total <= largestBuffers, names.insert(buffer.name).inserted else {
        throw Failure("it announced buffers that are too large, or two of one name ('\(buffer.name)')")
      }
      announced.append(buffer)
    }
    return (header, type, announced)
  }

  private static func announced(_ node: JSONNode) throws(Failure) -> Announced {
    guard let name = node["name"]?.text, let dtype = node["dtype"]?.text.flatMap(DType.init(rawValue:)),
      let shape = node["shape"]?.integers, shape.count <= 4
    else { throw Failure("it announced a buffer without a name, a dtype (f32, f64, i64, u8) or a shape") }
    var bytes = dtype.size
    for length in shape {
      let (product, overflows) = bytes.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows, product <= largestBuffers else {
        throw Failure("it announced a buffer '\(name)' of the shape \(shape), which cannot be")
      }
      bytes = product
    }
    return Announced(name: name, dtype: dtype, shape: shape, bytes: bytes)
  }

  /// - Parameter bytes: As many as the buffers have together.
  init(header: JSONNode, type: String, announced: [Announced], bytes: UnsafeRawBufferPointer) {
    self.header = header
    self.type = type
    var buffers: [String: Message.Buffer] = [:]
    var start = 0
    for buffer in announced {
      let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + buffer.bytes])
      start += buffer.bytes
      let content: Message.Content =
        switch buffer.dtype {
        case .f32: .f32(Self.copy(part))
        case .f64: .f64(Self.copy(part))
        case .i64: .i64(Self.copy(part))
        case .u8: .u8(Array(part))
        }
      buffers[buffer.name] = Message.Buffer(name: buffer.name, shape: buffer.shape, content: content)
    }
    self.buffers = buffers
  }

  private static func copy<Element: BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer) -> [Element] {
    let count = bytes.count / MemoryLayout<Element>.stride
    return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
      initialized = count
    }
  }
}
