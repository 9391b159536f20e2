import StageKit
import Testing

@testable import Engine

@Suite struct NumPyFileTests {
  private func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }

  @Test func numbersOfAllSizesAreRead() throws {
    let workshop = try Workshop()
    let numbers = [1.5, -0.25, 1024, 0]
    let bodies = [
      "<f2": numbers.flatMap { bytes(Float16($0).bitPattern) }, "<f4": numbers.flatMap { bytes(Float($0).bitPattern) },
      "<f8": numbers.flatMap { bytes($0.bitPattern) },
    ]
    for (descr, body) in bodies {
      let header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (2, 2), }"
      try workshop.addFile("a.npy", numPyFile(header: header, body: body))
      let rows = try NumPyFile.rows(of: workshop.folder + "/a.npy")
      #expect(rows.width == 2)
      #expect(rows.values == [1.5, -0.25, 1024, 0])
    }
  }

  @Test(arguments: [Float.nan, .infinity])
  func whatIsNoNumberIsRefused(stray: Float) throws {
    let workshop = try Workshop()
    try workshop.addFile("a.npy", numPyFile([1, 2, 3, 4, 5, stray], columns: 3))
    let failure = #expect(throws: Failure.self) { try NumPyFile.rows(of: workshop.folder + "/a.npy") }
    #expect(
      failure?.reason == "\(workshop.folder)/a.npy: row 2, column 3 holds \(stray), which is no finite 32-bit number")
  }

  @Test func largeDoublesAreRefused() throws {
    let workshop = try Workshop()
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }"
    try workshop.addFile("a.npy", numPyFile(header: header, body: bytes(1e300.bitPattern)))
    #expect(throws: Failure.self) { try NumPyFile.rows(of: workshop.folder + "/a.npy") }
  }
}
