import StageKit

/// What stands before the numbers of an `.npy` file, versions 1 to 3. Source: numpy.lib.format.
public struct NumPyHeader: Sendable, Equatable {
  /// The number formats that are read and written, all little endian.
  public enum Element: String, Sendable, CaseIterable {
    /// 16 bits.
    case half = "<f2"
    /// 32 bits.
    case single = "<f4"
    /// 64 bits.
    case double = "<f8"

    /// Bytes per number.
    public var size: Int {
      switch self {
      case .half: 2
      case .single: 4
      case .double: 8
      }
    }
  }

  /// The longest header that an array of two dimensions has, with its padding.
  public static let longest = 1 << 12

  /// The numbers' format.
  public let element: Element
  /// How many rows there are.
  public let rows: Int
  /// Numbers per row.
  public let columns: Int
  /// Where the numbers start in the file.
  public let offset: Int

  /// Reads a header and checks that the file holds the numbers that it promises, and no more.
  ///
  /// - Parameters:
  ///   - start: The file's first bytes, ``longest`` of them if it has as many.
  ///   - size: The file's size in bytes.
  /// - Throws: ``Failure`` that says what is wrong, without the file's name.
  public init(_ start: [UInt8], size: Int) throws(Failure) {
    guard start.starts(with: [0x93] + Array("NUMPY".utf8)), start.count >= 10 else {
      throw Failure("this is no NumPy array", remedy: "write it with numpy.save")
    }
    let isLong = start[6] > 1
    guard (1...3).contains(start[6]), !isLong || start.count >= 12 else {
      throw Failure("version \(start[6]) of NumPy's format is not known")
    }
    let length = (0..<(isLong ? 4 : 2)).reduce(0) { $0 | Int(start[8 + $1]) << (8 * $1) }
    offset = (isLong ? 12 : 10) + length
    guard offset <= min(start.count, Self.longest) else {
      throw Failure("the file ends in its header, or the header is not of two dimensions")
    }
    let text = String(decoding: start[(isLong ? 12 : 10)..<offset], as: UTF8.self)
    let pattern =
      /\{'descr': '([^']{1,16})', 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\),? ?\}\s*/
    guard let match = text.wholeMatch(of: pattern) else {
      throw Failure("the header does not describe a plain array", remedy: "write it with numpy.save")
    }
    guard let element = Element(rawValue: String(match.1)) else {
      throw Failure(
        "the numbers are '\(match.1)', not float16, float32 or float64 in little endian",
        remedy: "write rows.astype('<f4')")
    }
    self.element = element
    guard match.2 == "False" else {
      throw Failure("the array is in Fortran's order", remedy: "write numpy.ascontiguousarray(rows)")
    }
    let shape = match.3.split(separator: ",").map { $0.drop { $0 == " " } }
    guard shape.count == 2, let rows = Int(shape[0]), let columns = Int(shape[1]) else {
      throw Failure(
        "the shape is (\(match.3)), not two numbers: rows and columns", remedy: "use rows.reshape(len(rows), -1)")
    }
    guard rows > 0, columns > 0 else { throw Failure("the array is empty: its shape is (\(match.3))") }
    let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
    let (bytes, isTooLong) = count.multipliedReportingOverflow(by: element.size)
    guard !isTooLarge, !isTooLong, bytes == size - offset else {
      let wanted = isTooLarge || isTooLong ? "more than any file holds" : "\(bytes) bytes"
      throw Failure("the shape (\(match.3)) needs \(wanted), but \(size - offset) bytes of numbers are there")
    }
    self.rows = rows
    self.columns = columns
  }
}

extension NumPyHeader {
  /// A header of version 1.0, padded so that the numbers start at a multiple of 64 bytes.
  ///
  /// - Parameter shape: The sizes of up to 32 dimensions; none for a single number.
  public static func bytes(_ element: Element, shape: [Int]) -> [UInt8] { bytes(descr: element.rawValue, shape: shape) }

  /// A header of version 1.0 of elements as NumPy describes them, such as `<U5`: texts of five scalars.
  static func bytes(descr: String, shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let before = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let unpadded = before.count + 2 + text.utf8.count + 1
    let padding = String(repeating: " ", count: (64 - unpadded % 64) % 64)
    let line = Array("\(text)\(padding)\n".utf8)
    return before + UInt16(clamping: line.count).bytes + line
  }
}
