import Foundation

/// An `.npy` file of version 1 with 32-bit numbers, as numpy.save writes it.
func numPyFile(_ values: [Float], columns: Int) -> [UInt8] {
  let shape = "(\(values.count / max(columns, 1)), \(columns))"
  return numPyFile(
    header: "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }",
    body: values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init) })
}

/// An `.npy` file with any header, padded to a multiple of 64 bytes.
func numPyFile(version: UInt8 = 1, header: String, body: [UInt8]) -> [UInt8] {
  let fixed = version == 1 ? 10 : 12
  let length = (fixed + header.utf8.count + 1 + 63) / 64 * 64 - fixed
  let padded = Array(header.utf8) + [UInt8](repeating: 0x20, count: length - header.utf8.count - 1) + [0x0A]
  let size = (0..<(version == 1 ? 2 : 4)).map { UInt8(length >> (8 * $0) & 0xFF) }
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + size + padded + body
}

/// Calls a closure with the path of a file that is there as long as it runs.
@discardableResult
func withTemporaryFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  let file = FileManager.default.temporaryDirectory.appending(path: "songboard-tests-\(UUID().uuidString).npy")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  return try body(file.path)
}
