import StageKit
import Testing

@Suite struct DocumentTests {
  @Test func piecesAreWrittenInOrder() throws {
    let document = Document { sink in
      for piece in ["a", "", "bc"] { try sink.write(Array(piece.utf8)) }
    }
    #expect(try document.bytes() == Array("abc".utf8))
    #expect(try Document(text: "é").bytes() == [0xC3, 0xA9])
  }
}
