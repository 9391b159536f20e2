import StageKit

/// What stands before the numbers of an `.npy` file, versions 1 to 3. Source: numpy.lib.format.
struct NumPyHeader: Equatable {
  /// The number formats that are read, all little endian.
  enum Element: String, CaseIterable {
    case half = "<f2"
    case single = "<f4"
    case double = "<f8"

    /// Bytes per number.
    var size: Int {
      switch self {
      case .half: 2
      case .single: 4
      case .double: 8
      }
    }
  }

  /// The longest header that an array of two dimensions has, with its padding.
  static let longest = 1 << 12

  /// The numbers' format.
  let element: Element
  /// How many rows there are.
  let rows: Int
  /// Numbers per row.
  let columns: Int
  /// Where the numbers start in the file.
  let offset: Int

  /// Reads a header and checks that the file holds the numbers that it promises, and no more.
  ///
  /// - Parameters:
  ///   - start: The file's first bytes, ``longest`` of them if it has as many.
  ///   - size: The file's size in bytes.
  /// - Throws: ``Failure`` that says what is wrong, without the file's name.
  init(_ start: [UInt8], size: Int) throws(Failure) {
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
