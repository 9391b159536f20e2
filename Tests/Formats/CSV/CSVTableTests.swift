import Formats
import StageKit
import Testing

@Suite struct CSVTableTests {
  private func fields(_ text: String) throws -> [[String]] {
    try CSVTable(Array(text.utf8), of: "t.csv").rows.map(\.fields)
  }

  @Test func rowsKeepTheirLines() throws {
    let text = "\u{FEFF}a,b\r\n\r\n# \"note\r\n1,\"x,\"\"y\"\"\r\n\rz\"\n , \n 2 , 3\"4 \n\"\",#\r5,"
    let table = try CSVTable(Array(text.utf8), of: "t.csv")
    #expect(table.rows.map(\.line) == [1, 4, 8, 9, 10])
    #expect(
      table.rows.map(\.fields) == [["a", "b"], ["1", "x,\"y\"\r\n\rz"], ["2", "3\"4"], ["", "#"], ["5", ""]])
  }

  @Test(arguments: [
    ("a;b,c\n1;2,5", [["a", "b,c"], ["1", "2,5"]]), ("\"a;b\",c\n1;2,3", [["a;b", "c"], ["1;2", "3"]]),
    ("a\tb;c\n \"d\" \te", [["a", "b;c"], ["d", "e"]]), (",,\n#;\n\n\"x\"\"\ty\";z", [["x\"\ty", "z"]]),
  ])
  func theFirstRowSaysWhatSeparates(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
  }

  @Test func aHeadIsFoundInAnyCase() throws {
    let table = try CSVTable(Array("Track, PART\nx,test\n".utf8), of: "t.csv")
    #expect(try table.rows(below: ["track", "part"]).map(\.line) == [2])
    #expect(throws: Failure("t.csv:1: expected the row 'track,group' first, found 'track,part'")) {
      try table.rows(below: ["track", "group"])
    }
  }

  @Test func otherEncodingsAreRefused() {
    #expect(throws: Failure("t.csv: the text is not UTF-8", remedy: "save the file as UTF-8")) {
      try CSVTable([0x61, 0xFF], of: "t.csv")
    }
  }

  @Test(arguments: [
    ("a\n1,\"b\n\n", "t.csv:2: a field in quotes has no end"),
    ("a\n\"b\n\"\"\" c", "t.csv:3: text stands behind a field in quotes"),
  ])
  func quotesWithoutTheirLikeAreRefused(text: String, reason: String) {
    #expect(throws: Failure(reason, remedy: "write a quote inside a field twice")) { try fields(text) }
  }

  @Test func anEmptyTableHasNoHead() throws {
    let table = try CSVTable([], of: "t.csv")
    #expect(throws: Failure.self) { try table.rows(below: ["track"]) }
  }

  @Test func emptyFieldsOfSpreadsheetsAreDropped() throws {
    let row = try #require(try CSVTable(Array("a,,,b,,\n".utf8), of: "t.csv").rows.first)
    #expect(row.fields(droppingEmptyBehind: 3) == ["a", "", "", "b"])
    #expect(row.fields(droppingEmptyBehind: 5) == ["a", "", "", "b", ""])
    #expect(row.fields(droppingEmptyBehind: 9).count == 6)
  }
}
