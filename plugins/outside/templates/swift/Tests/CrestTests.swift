import StageKit
import Testing

@testable import Program

@Suite struct CrestTests {
  private static let bands = 128
  private static let silence = [Float](repeating: 0, count: bands)
  private static let tone = (0..<bands).map { $0 == 5 ? Float(1) : 0 }

  /// What the stage gives for rows that arrive in blocks of some length.
  private func crest(of rows: [[Float]], floor: Double = 1e-10, inBlocksOf length: Int = 64) throws -> [Float] {
    var settings = Settings(defaultsOf: Crest.declaration)
    settings[Crest.floor] = floor
    let stage = try Crest(settings)
    var formats = FrameFormats()
    formats[named: "mel"] = [FrameFormat(quantity: .melPower, width: Self.bands, rate: 43.07, sampleRate: 22050)]
    let processor = try stage.makeProcessor(for: formats)
    var output = Rows(width: try #require(try stage.formats(for: formats)[Crest.crest]).width)
    for first in stride(from: 0, to: rows.count, by: length) {
      let block = rows[first..<min(first + length, rows.count)].flatMap(\.self)
      try processor.process(FrameBlock(["mel": [Rows(width: Self.bands, values: block)]]), into: &output)
    }
    _ = try processor.finish(into: &output)
    return output.values
  }

  @Test func theDeclarationIsSound() {
    #expect(Crest.declaration.faults + Crest.declaration.faults(as: .frame) == [])
  }

  @Test func knownRows() throws {
    let found = try crest(of: [Self.silence, Self.tone])
    #expect(abs(found[0] - 1) < 1e-5)
    #expect(abs(found[1] - Float(Self.bands)) < 1e-3)
  }

  @Test func theFloor() throws {
    #expect(try crest(of: [Self.tone], floor: 1) == [1])
  }

  @Test(arguments: [1, 7, 100]) func anyBlocksGiveTheSameRows(length: Int) throws {
    let rows = (0..<100).map { row in (0..<Self.bands).map { Float((row * 31 + $0 * 17) % 101) } }
    #expect(try crest(of: rows, inBlocksOf: length) == crest(of: rows))
  }
}
