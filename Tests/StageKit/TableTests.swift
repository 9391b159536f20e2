import StageKit
import Testing

@Suite struct TableTests {
  @Test func rowsKeepTheirLines() throws {
    let text = "\u{FEFF}a,b\r\n\r\n# note\r\n1;\"x;y\"\r\n2\t3\r\n"
    let table = try Table(Array(text.utf8), of: "t.csv")
    #expect(table.lines.map(\.number) == [1, 4, 5])
    #expect(table.lines.map(\.row.fields) == [["a", "b"], ["1", "x;y"], ["2", "3"]])
  }

  @Test func aHeadIsFoundInAnyCase() throws {
    let table = try Table(Array("Track, PART\nx,test\n".utf8), of: "t.csv")
    #expect(try table.lines(below: ["track", "part"]).map(\.number) == [2])
    #expect(throws: Failure("t.csv:1: expected the row 'track,group' first, found 'track,part'")) {
      try table.lines(below: ["track", "group"])
    }
  }

  @Test func otherEncodingsAreRefused() {
    #expect(throws: Failure("t.csv: the text is not UTF-8", remedy: "save the file as UTF-8")) {
      try Table([0x61, 0xFF], of: "t.csv")
    }
  }

  @Test func anEmptyTableHasNoHead() throws {
    let table = try Table([], of: "t.csv")
    #expect(throws: Failure.self) { try table.lines(below: ["track"]) }
  }
}
