import StageKit
import Testing

@testable import Shots

@Suite struct FilmLanguageFileTests {
  private func read(_ text: String) throws -> FilmLanguage {
    try FilmLanguageFile.language(in: Array(text.utf8), path: "l.yaml")
  }

  @Test func theShippedFileIsTheBuiltInLanguage() throws {
    let file = SettingFile(path: "pipelines/languages/concert.yaml").resolved(against: Self.root)
    #expect(try FilmLanguageFile.language(of: file) == .concert)
  }

  /// The repository's folder.
  private static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }

  @Test func typesAloneAreANeutralLanguage() throws {
    let language = try read("types: [near, far]\n")
    #expect(language == (try FilmLanguage.neutral(types: ["near", "far"])))
    #expect(language.opening == [0.5, 0.5] && language.follows == [0, 1, 1, 0])
    #expect(language.mayOpen(.chorus, with: 0) && language.mayOpen(nil, with: 1))
    #expect(language.cuts == FilmLanguage.concert.cuts && language.lengths.byRole[.intro] == 1.5)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var odd = FilmLanguage.neutral(
      try Vocabulary(types: ["A", "wide: \"all\"", "C", "D"], scale: ["C", "A", "D"], aliases: ["x y": "A"]))
    odd.shares = [0.125, 0.25, 0.5, 0.125]
    odd.opening = [0, 0.25, 0.75, 0]
    odd.openings = [.solo: [true, false, false, true], .verse: [false, true, true, true]]
    odd.repeats = true
    odd.follows = [0.5, 1, 0.7, 2, 0, 1, 1e-3, 1, 0.7, 1, 1, 3, 2, 1.25, 3, 1]
    odd.aba = 0.25
    odd.lengths = ShotLengthHabits(
      mean: 1.57, sigma: 0.54, tempo: -0.1, byType: [1, 0.3, 2, 1.1], byRole: [.chorus: 0.8])
    odd.cuts = CutHabits(
      section: 0.1, downbeat: -1, beat: -2, crossSection: 0, offBeat: 0.75, evenBars: 1.5, lead: -0.12, spread: 0.04)
    for language in [.concert, odd, .neutral(.concert)] {
      #expect(try read(language.text(title: ["of a test"])) == language)
    }
  }

  @Test func stepsHoldForTypesOnTheScaleAndPairsOverrideThem() throws {
    let language = try read(
      """
      types: [A, B, C, D]
      scale: [A, B, C]
      map: {bee: B}
      repeat: allow
      steps: [0.5]
      pairs: {a: {C: 2, a: 0}, D: {bee: 0.1}}
      opening: {A: 3, D: 1}
      cuts: {off_beat: -1, lead: 80 ms}
      """)
    #expect(language.follows == [0, 0.5, 2, 1, 0.5, 1, 0.5, 1, 0.5, 0.5, 1, 1, 1, 0.1, 1, 1])
    #expect(language.opening == [0.75, 0, 0, 0.25])
    #expect(language.cuts.offBeat == -1 && language.cuts.lead == 0.08 && language.cuts.downbeat == 0.8)
  }

  @Test(
    arguments: [
      ("scale: [A]\n", "l.yaml: error: a film language lacks `types`, the list of shot types"),
      (
        "types: [A, B]\nlenghts: {mean: 3}\n",
        "l.yaml:2:1: error: a film language: unknown key 'lenghts'; did you mean 'lengths'?"
      ),
      (
        "types: [A, B]\ncuts: {donwbeat: 3}\n",
        "l.yaml:2:8: error: `cuts`: unknown key 'donwbeat'; did you mean 'downbeat'?"
      ),
      ("types: [A, B]\nopening: {a: 0, b: 0}\n", "l.yaml:2:10: error: `opening` must give a type a chance above 0"),
      (
        "types: [XLS, B]\nopening: {XSL: 1}\n",
        "l.yaml:2:11: error: `opening`: unknown shot type 'XSL'; did you mean 'XLS'?"
      ),
      (
        "types: [A, B]\nopenings: {chrous: [A]}\n",
        "l.yaml:2:12: error: the section label 'chrous' is no role; did you mean 'chorus'?"
      ),
      ("types: [A, B]\nrepeat: maybe\n", "l.yaml:2:9: error: `repeat` must be forbid or allow, found 'maybe'"),
      (
        "types: [A, B]\npairs: {A: {A: 1}}\n",
        "l.yaml:2:13: error: `A` may not follow itself where `repeat` is `forbid`"
      ),
      ("types: [A, B]\nshares: {A: 1, a: 2}\n", "l.yaml:2:16: error: `shares` has the shot type A twice"),
      (
        "types: [A, B]\nlengths: {mean: fast, sigma: 9, types: {A: 0}}\n",
        "l.yaml:2:17: error: `mean`: expected number, found 'fast'"
      ),
      ("types: [A, B]\nlengths: {sigma: 9}\n", "l.yaml:2:18: error: `sigma`: 9 is not within 0.01...3"),
      ("types: [A, B]\nlengths: {types: {A: 0}}\n", "l.yaml:2:19: error: a length's factor must be above 0"),
      ("types: [A, B]\ncuts: {lead: 3 frames}\n", "l.yaml:2:14: error: `lead`: unknown unit 'frames' in '3 frames'"),
      (
        "types: [A, B]\nsteps: 3\n",
        "l.yaml:2:8: error: `steps` must be a list of factors such as [0.5, 1, 0.8], found '3'"
      ),
      ("types: [A]\n", "l.yaml: a vocabulary needs at least two shot types"),
    ])
  func mistakes(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }
}
