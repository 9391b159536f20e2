import StageKit
import Testing

@testable import Formats

@Suite struct NumPyHeaderTests {
  private func header(_ file: [UInt8]) throws -> NumPyHeader { try NumPyHeader(file, size: file.count) }

  private func text(_ shape: String, descr: String = "<f4", order: String = "False") -> String {
    "{'descr': '\(descr)', 'fortran_order': \(order), 'shape': \(shape), }"
  }

  @Test(arguments: [UInt8(1), 2, 3])
  func versionsDifferInTheLengthsSize(version: UInt8) throws {
    let file = numPyFile(version: version, header: text("(2, 3)"), body: [UInt8](repeating: 0, count: 24))
    let header = try header(file)
    #expect((header.rows, header.columns, header.element) == (2, 3, .single))
    #expect(header.offset == file.count - 24)
  }

  @Test(
    arguments: [
      ("(2, 3)", "<f4", "False", 23, "the shape (2, 3) needs 24 bytes, but 23 bytes of numbers are there"),
      ("(2, 3)", "<f4", "False", 25, "the shape (2, 3) needs 24 bytes, but 25 bytes of numbers are there"),
      ("(2, 3)", "<f8", "False", 24, "the shape (2, 3) needs 48 bytes, but 24 bytes of numbers are there"),
      (
        "(4611686018427387904, 4)", "<f4", "False", 24,
        "the shape (4611686018427387904, 4) needs more than any file holds, but 24 bytes of numbers are there"
      ),
      ("(2, 3)", "|O", "False", 24, "the numbers are '|O', not float16, float32 or float64 in little endian"),
      ("(2, 3)", ">f4", "False", 24, "the numbers are '>f4', not float16, float32 or float64 in little endian"),
      ("(2, 3)", "<f4", "True", 24, "the array is in Fortran's order"),
      ("(6,)", "<f4", "False", 24, "the shape is (6,), not two numbers: rows and columns"),
      ("(1, 2, 3)", "<f4", "False", 24, "the shape is (1, 2, 3), not two numbers: rows and columns"),
      ("(0, 3)", "<f4", "False", 0, "the array is empty: its shape is (0, 3)"),
      ("(-2, 3)", "<f4", "False", 24, "the header does not describe a plain array"),
    ])
  func refused(shape: String, descr: String, order: String, bytes: Int, reason: String) {
    let file = numPyFile(
      header: text(shape, descr: descr, order: order), body: [UInt8](repeating: 0, count: bytes))
    let failure = #expect(throws: Failure.self) { try header(file) }
    #expect(failure?.reason == reason)
  }

  @Test func whatIsNoArrayIsRefused() {
    for start in [
      [], Array("RIFF".utf8), [0x93] + Array("NUMPY".utf8), [0x93] + Array("NUMPY".utf8) + [9, 0, 0, 0, 0, 0],
    ] {
      #expect(throws: Failure.self) { try header(start) }
    }
  }

  /// Each byte of the header changed, and each place of the file cut: a refusal, or the same numbers.
  @Test func damageIsRefusedOrHarmless() throws {
    let file = numPyFile([1, 2, 3, 4, 5, 6], columns: 3)
    let whole = try header(file)
    let chance = CounterRandom(seed: 1)
    for end in file.indices { #expect(throws: Failure.self) { try header(Array(file[..<end])) } }
    for round in 0..<2000 {
      var damaged = file
      let place = Int(chance.bits("place", UInt64(round)) % UInt64(whole.offset))
      damaged[place] = UInt8(truncatingIfNeeded: chance.bits("byte", UInt64(round)))
      guard let read = try? header(damaged) else { continue }
      #expect(read.rows * read.columns * read.element.size == damaged.count - read.offset)
    }
  }
}
