import Files
import StageKit

/// Rows of numbers in an `.npy` file.
public enum NumPyFile {
  /// The largest file that is read, in bytes: rows are held in memory as a whole.
  public static let sizeLimit = 1 << 30

  /// The header of a file.
  ///
  /// - Throws: ``Failure`` that names the file and says why it cannot be read.
  public static func header(of path: String) throws(Failure) -> NumPyHeader {
    let (start, size) = try FileContent.start(of: path, atMost: NumPyHeader.longest)
    do throws(Failure) {
      guard size <= sizeLimit else { throw Failure("larger than 1 GiB", remedy: "pool the rows first") }
      return try NumPyHeader(start, size: size)
    } catch {
      throw Failure("\(path): \(error.reason)", remedy: error.remedy)
    }
  }

  /// All numbers of a file, row-major.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or holds what is no finite 32-bit number.
  public static func rows(of path: String) throws(Failure) -> Rows {
    let header = try header(of: path)
    let bytes = try FileContent.bytes(of: path)
    guard bytes.count - header.offset == header.rows * header.columns * header.element.size else {
      throw Failure("\(path): the file has changed while it was read", remedy: "run again")
    }
    let values = numbers(in: bytes, header)
    if let stray = values.firstIndex(where: { !$0.isFinite }) {
      throw Failure(
        "\(path): row \(stray / header.columns + 1), column \(stray % header.columns + 1) holds \(values[stray]), "
          + "which is no finite 32-bit number", remedy: "use numpy.nan_to_num, or leave the row out")
    }
    return Rows(width: header.columns, values: values)
  }

  /// A file of 64-bit numbers.
  ///
  /// - Parameters:
  ///   - values: The numbers, row-major.
  ///   - shape: The sizes of the dimensions; none for a single number.
  public static func bytes(of values: [Double], shape: [Int]) -> [UInt8] {
    NumPyHeader.bytes(.double, shape: shape) + values.flatMap(\.bitPattern.bytes)
  }

  /// A file of texts, which NumPy reads without pickle: each as long as the longest, in scalars, with zeros behind it.
  ///
  /// - Parameters:
  ///   - texts: The texts, row-major.
  ///   - shape: The sizes of the dimensions; none for a single text.
  public static func bytes(of texts: [String], shape: [Int]) -> [UInt8] {
    let texts = texts.map { Array($0.unicodeScalars) }
    // NumPy has no texts of length 0.
    let length = max(1, texts.map(\.count).max() ?? 1)
    return NumPyHeader.bytes(descr: "<U\(length)", shape: shape)
      + texts.flatMap { text in
        (text.map(\.value) + repeatElement(0, count: length - text.count)).flatMap(\.bytes)
      }
  }

  private static func numbers(in bytes: [UInt8], _ header: NumPyHeader) -> [Float] {
    bytes.withUnsafeBytes { bytes in
      (0..<header.rows * header.columns).map { index in
        let place = header.offset + index * header.element.size
        return switch header.element {
        case .half:
          Float(Float16(bitPattern: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self))))
        case .single:
          Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        case .double:
          Float(Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))))
        }
      }
    }
  }
}
