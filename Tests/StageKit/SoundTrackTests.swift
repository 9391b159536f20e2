import StageKit
import Testing

@Suite struct SoundTrackTests {
  @Test func numbersAndLanguagesAreRead() throws {
    #expect(try SoundTrack(.text("2"), unit: nil) == .number(2))
    #expect(try SoundTrack(.text("DEU"), unit: nil) == .language("deu"))
    #expect(try SoundTrack(.text("pt-BR"), unit: nil).text == "pt-br")
    for text in ["0", "-1", "", "x1", "1.5", "d", "a b", "ünï"] {
      #expect(throws: Failure.self) { try SoundTrack(.text(text), unit: nil) }
    }
  }

  @Test func aLanguageHasTwoCodes() {
    #expect(SoundTrack.isSameLanguage("deu", "ger") && SoundTrack.isSameLanguage("chi", "ZHO"))
    #expect(!SoundTrack.isSameLanguage("deu", "fra") && !SoundTrack.isSameLanguage("deu", ""))
  }
}
