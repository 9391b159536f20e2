import Shots
import StageKit
import TestSupport
import Testing

@testable import Learning

@Suite struct LearnedLanguageTests {
  /// A song whose shots last two seconds each.
  private func song(_ types: [Int], sections: [Event] = []) throws -> EditedSong {
    EditedSong(
      types.enumerated().map { LabelledShot(start: 2 * Double($0), end: 2 * Double($0 + 1), type: $1) }, beats: [],
      sections: try SectionMap(Events(sections)))
  }

  private let plain = try? Vocabulary(types: ["A", "B", "C", "D"], scale: ["A", "B", "C"])

  private func learn(_ songs: [EditedSong], prior: FilmLanguage? = nil) throws -> FilmLanguage {
    var language = try prior ?? FilmLanguage.neutral(#require(plain))
    TypeHabits.learn(songs, into: &language)
    return language
  }

  @Test func pairsAreLearnedAndForbiddenOnlyWhenTheirAbsenceTells() throws {
    let songs = try (0..<10).map { _ in try song([0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2]) }
    let language = try learn(songs)
    #expect(!language.repeats && (0..<4).allSatisfy { language.factor(from: $0, to: $0) == 0 })
    #expect(language.factor(from: 1, to: 0) == 0 && language.factor(from: 0, to: 1) > 2)
    #expect(language.opening[0] > 0.85 && abs(language.shares.reduce(0, +) - 1) < 1e-9)
    // One song tells of habits, but forbids nothing.
    let few = try learn(Array(songs.prefix(1)))
    #expect(few.factor(from: 1, to: 0) > 0 && few.factor(from: 1, to: 0) < few.factor(from: 1, to: 2))
  }

  @Test func neighboursOfOneTypeAreSeen() throws {
    let language = try learn(try (0..<10).map { _ in try song([0, 0, 1, 2, 0, 0, 3, 1, 0, 2, 1, 1, 0, 3]) })
    #expect(language.repeats && language.factor(from: 0, to: 0) > 0)
    #expect(language.factor(from: 1, to: 1) > language.factor(from: 3, to: 3))
    #expect(EditFacts([try song([0, 0, 1, 3, 2, 0])], language: language).steps == [1.0 / 3, 1.0 / 3, 1.0 / 3, 0, 0])
  }

  @Test func sectionsOpenWithWhatHasOpenedThem() throws {
    let sections = (0..<8).map { (number: Int) -> Event in
      let start = 8 * Double(number)
      return Event(from: start, to: start + 8, label: number.isMultiple(of: 2) ? "verse" : "chorus")
    }
    // Choruses open with the second type, and with no other.
    let verse = [0, 2, 3, 0]
    let chorus = [1, 2, 3, 0]
    let types = Array(repeating: verse + chorus, count: 4).flatMap(\.self)
    let language = try learn(try (0..<5).map { _ in try song(types, sections: sections) })
    #expect(language.openings[.chorus] == [false, true, false, false])
    #expect(language.openings[.solo] == nil)
  }

  @Test func oneEditMovesThePriorLittle() throws {
    let maker = MadeEditor.all[0]
    let one = LearnedLanguage(Array(maker.songs(1, seed: 3, seconds: 60)), prior: .concert).language
    #expect(abs(one.lengths.sigma - 0.5) < 0.1 && one.vocabulary == .concert)
    #expect(one.lengths.factor(of: .applause) == 1.2)
  }

  @Test func aLeadOfThreeFramesIsFound() throws {
    let songs = MadeEditor.all[0].songs(5, seed: 1, seconds: 60)
    let learned = LearnedLanguage(songs, prior: .concert)
    #expect(abs(learned.language.cuts.lead - 0.12) < 0.01)
    #expect((learned.deviations["lead"] ?? 1) < 0.005)
    let text = learned.language.text(title: [])
    #expect(try FilmLanguageFile.language(in: Array(text.utf8), path: "l.yaml").cuts == learned.language.cuts)
  }

  @Test func heldOutSongsAreForetoldBetterThanByOthers() throws {
    let songs = MadeEditor.all[0].songs(6, seed: 2, seconds: 60)
    let comparison = try LanguageComparison(songs, folds: [[4, 5]], prior: .concert)
    #expect(comparison.seconds.count == 2 && comparison.costs[.bigramBySecond]?.count == 2)
    for system in LanguageComparison.System.allCases where system != .learned {
      #expect(comparison.gain(over: system).mean > 0.1, "\(system)")
    }
  }
}
