import StageKit
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("chrma", "chroma"), ("Chroma", "chroma"), ("onest", "onset"), ("spectrun", "spectrum"), ("me", "mel"),
    ("hcroma", "chroma"), ("spcetrmu", "spectrum"),
  ])
  func aSlipIsCorrected(word: String, meant: String) {
    #expect(Spelling.closest(to: word, in: ["spectrum", "mel", "chroma", "onset"]) == meant)
  }

  @Test(arguments: ["", "tempogram", "xyz", "pscetrmux", String(repeating: "a", count: 100_000)])
  func anotherWordIsNot(word: String) {
    #expect(Spelling.closest(to: word, in: ["spectrum", "mel", "chroma", "onset"]) == nil)
  }

  @Test func theNearestOfManyIsMeant() {
    let letters = String(repeating: "abcdefghij", count: 5)
    let candidates = ["\(letters)12345", "\(letters)123", "\(letters)1", "x\(letters)"]
    #expect(Spelling.closest(to: letters, in: candidates) == "\(letters)1")
    #expect(Spelling.closest(to: letters, in: candidates.prefix(1)) == nil)
    #expect(Spelling.closest(to: letters, in: candidates.prefix(2)) == "\(letters)123")
    #expect(Spelling.closest(to: String(letters.dropFirst(4)), in: [letters]) == letters)
  }
}
