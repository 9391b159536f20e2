import Formats
import StageKit
import Testing

@Suite struct CSVTests {
  private static let pieces = [
    "", "a", "Ünï:曲🎵", "e\u{301}", ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\u{A0}", "\u{2028}", "\u{B}",
    "#", "\u{FEFF}", "'", "=", "+1", "-", "@", "\0", "1.5", "0:05", "start",
  ]

  /// Tables of 1 to 4 rows with 1 to 4 fields, each of up to 4 pieces, by chance from a seed.
  @Test func everyTableThatIsWrittenReadsBack() throws {
    let random = CounterRandom(seed: 8)
    for round in 0..<UInt64(5000) {
      func chance(_ purpose: String, _ place: Int, _ count: Int) -> Int {
        Int(random.bits("\(purpose) \(place)", round) % UInt64(count))
      }
      let width = 1 + chance("width", 0, 4)
      let rows = (0...chance("rows", 0, 4)).map { row in
        (0..<width).map { column in
          let place = 16 * (4 * row + column)
          return (0..<chance("length", place, 5)).map { Self.pieces[chance("piece", place + $0, Self.pieces.count)] }
            .joined()
        }
      }
      let text = CSV.head(rows[0]) + rows.dropFirst().map { CSV.line($0.map(CSV.field)) }.joined()
      let read = try CSVTable(Array(text.utf8), of: "t.csv").rows.map(\.fields)
      // Byte by byte: texts that look alike are equal to Swift.
      #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } }, "\(rows)")
    }
  }

  @Test func signsAreEscapedWhateverFollows() {
    for mark in ["\u{301}", "\u{FE0F}", "\u{200D}"] {
      #expect(Array(CSV.field("\r\n\"\(mark)").utf8) == Array("\"'\r\n\"\"\(mark)\"".utf8))
    }
  }
}
