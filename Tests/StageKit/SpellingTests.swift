import StageKit
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("chrma", "chroma"), ("Chroma", "chroma"), ("onest", "onset"), ("spectrun", "spectrum"), ("me", "mel"),
  ])
  func aSlipIsCorrected(word: String, meant: String) {
    #expect(Spelling.closest(to: word, in: ["spectrum", "mel", "chroma", "onset"]) == meant)
  }

  @Test(arguments: ["", "tempogram", "xyz", String(repeating: "a", count: 100_000)])
  func anotherWordIsNot(word: String) {
    #expect(Spelling.closest(to: word, in: ["spectrum", "mel", "chroma", "onset"]) == nil)
  }
}
