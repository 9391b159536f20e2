import StageKit
import Testing

@testable import Formats

@Suite struct NumPyFileTests {
  private func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }

  @Test func numbersOfAllSizesAreRead() throws {
    let numbers = [1.5, -0.25, 1024, 0]
    let bodies = [
      "<f2": numbers.flatMap { bytes(Float16($0).bitPattern) }, "<f4": numbers.flatMap { bytes(Float($0).bitPattern) },
      "<f8": numbers.flatMap { bytes($0.bitPattern) },
    ]
    for (descr, body) in bodies {
      let header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (2, 2), }"
      let rows = try withTemporaryFile(numPyFile(header: header, body: body)) { try NumPyFile.rows(of: $0) }
      #expect(rows.width == 2)
      #expect(rows.values == [1.5, -0.25, 1024, 0])
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func whatIsNoNumberIsRefused(stray: Float) throws {
    try withTemporaryFile(numPyFile([1, 2, 3, 4, 5, stray], columns: 3)) { path in
      let failure = #expect(throws: Failure.self) { try NumPyFile.rows(of: path) }
      #expect(failure?.reason == "\(path): row 2, column 3 holds \(stray), which is no finite 32-bit number")
    }
  }

  @Test func largeDoublesAreRefused() throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }"
    try withTemporaryFile(numPyFile(header: header, body: bytes(1e300.bitPattern))) { path in
      #expect(throws: Failure.self) { try NumPyFile.rows(of: path) }
    }
  }

  @Test func whatIsWrittenReadsBack() throws {
    let values = [1.5, -2, 0, 1e-30, 3, 4]
    let rows = try withTemporaryFile(NumPyFile.bytes(of: values, shape: [3, 2])) { try NumPyFile.rows(of: $0) }
    #expect(rows.width == 2 && rows.values == values.map(Float.init))
  }

  /// The bytes are those that numpy.lib.format.write_array gives, but for the header's padding.
  @Test func textsAreScalarsOfTheLongest() {
    let file = NumPyFile.bytes(of: ["a", "", "é𝄞"], shape: [3])
    let header = String(decoding: file[10..<128], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<U2', 'fortran_order': False, 'shape': (3,), }"))
    #expect(Array(file[128...]) == [97, 0, 0, 0, 0xE9, 0x1D11E].flatMap { bytes(UInt32($0)) })
  }
}
