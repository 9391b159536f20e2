import StageKit
import Testing

@testable import Shots

@Suite struct FilmLanguageColumnsTests {
  @Test func aPartOfTheConcertTypesKeepsTheirHabits() throws {
    let types = ["LS", "ADS", "CU"]
    let language = try FilmLanguage.builtIn(for: types).arranged(for: types)
    #expect(language.vocabulary.types == types && language.vocabulary.scale == ["CU", "LS"])
    // Of the openings only LS is left.
    #expect(language.opening == [1, 0, 0])
    let concert = FilmLanguage.concert
    #expect(language.factor(from: 2, to: 0) == concert.factor(from: 0, to: 4))
    #expect(language.factor(from: 0, to: 1) == concert.factor(from: 4, to: 6))
    #expect(language.lengths.byType == [1.1, 0.7, 0.9])
    #expect(language.limits == [1: 0...0.12])
    #expect(language.openings[.chorus] == [true, false, false])
  }

  @Test func typesThatNoLanguageKnowsHaveNoPreferences() throws {
    let types = ["wide", "close"]
    let language = try FilmLanguage.builtIn(for: types).arranged(for: types)
    #expect(language.opening == [0.5, 0.5] && language.limits.isEmpty && language.openings.isEmpty)
    #expect(throws: Failure.self) { try FilmLanguage.builtIn(for: ["wide"]) }
  }

  @Test func aLanguageMustKnowThePredictionsTypes() throws {
    let failure = #expect(throws: Failure.self) { try FilmLanguage.concert.arranged(for: ["CU", "Close"]) }
    #expect(failure?.reason.contains("'Close'") == true)
  }

  @Test func openingsThatAreLeftOutAreEven() throws {
    #expect(try FilmLanguage.concert.arranged(for: ["CU", "MS"]).opening == [0.5, 0.5])
  }
}
