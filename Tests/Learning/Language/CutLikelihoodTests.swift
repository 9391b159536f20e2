import Glibc
import Shots
import StageKit
import TestSupport
import Testing

@testable import Learning

@Suite struct CutLikelihoodTests {
  private static let end = 20.0

  /// A song of 20 s with one cut, at a frame; without one for `nil`.
  private func song(_ cut: Int?, beats: [Double], downbeats: [Double], sections: SectionMap?) -> EditedSong {
    let times = [0] + (cut.map { [Double($0) / EditedSong.rate] } ?? []) + [Self.end]
    return EditedSong(
      zip(times, times.dropFirst()).map { LabelledShot(start: $0, end: $1, type: 0) }, beats: beats,
      downbeats: downbeats, sections: sections)
  }

  private static let beats = Array(stride(from: 0.04, to: end, by: 0.5))
  private static let downbeats = Array(stride(from: 0.04, to: end, by: 2))

  @Test(arguments: [
    CutHabits(
      section: 3, downbeat: 0.8, beat: -0.3, crossSection: -4, offBeat: nil, evenBars: 0, lead: 0, spread: 0),
    CutHabits(
      section: 1, downbeat: -1, beat: 0, crossSection: -0.5, offBeat: 0.5, evenBars: 2, lead: 0.12, spread: 0.03),
    CutHabits(
      section: 2, downbeat: 1, beat: -20, crossSection: 1, offBeat: -3, evenBars: -1, lead: -0.2, spread: 0.3),
  ])
  func theWaysToEndAShotAreAWhole(habits: CutHabits) throws {
    let sections = try SectionMap(
      Events([Event(from: 0, to: 12.3, label: "verse"), Event(from: 12.3, to: Self.end, label: "chorus")]))
    var language = FilmLanguage.concert
    language.cuts = habits
    for (beats, downbeats) in [(Self.beats, Self.downbeats), ([], [])] {
      // Without beats the decoder has a grid, the likelihood even chance.
      let ends: [Int?] = [nil] + Array(1..<Int(Self.end * EditedSong.rate))
      let songs = ends.map { song($0, beats: beats, downbeats: downbeats, sections: sections) }
      let whole = songs.reduce(0) { $0 + exp(CutLikelihood([$1], by: language).logs[0]) }
      #expect(abs(whole - 1) < 2e-3, "\(whole)")
    }
  }

  @Test func cutsAreLikelierWhereTheHabitsSay() {
    func log(_ time: Double, _ change: (inout CutHabits) -> Void) -> Double {
      var language = FilmLanguage.concert
      language.cuts.offBeat = -2
      change(&language.cuts)
      let cut = Int((time * EditedSong.rate).rounded())
      let song = song(cut, beats: Self.beats, downbeats: Self.downbeats, sections: nil)
      return CutLikelihood([song], by: language).logs[0]
    }
    // The beat at 4.54 s; two bars end at 4.04 s, three at 6.04 s.
    #expect(log(4.54, { _ in }) > log(4.78, { _ in }) + 2)
    #expect(log(4.42, { $0.lead = 0.12 }) > log(4.54, { $0.lead = 0.12 }) + 2)
    #expect(log(4.46, { $0.spread = 0.08 }) > log(4.46, { _ in }) + 1)
    #expect(log(4.04, { $0.evenBars = 2 }) > log(4.04, { _ in }) + 0.5)
    #expect(log(6.04, { $0.evenBars = 2 }) < log(6.04, { _ in }) - 0.1)
  }
}
