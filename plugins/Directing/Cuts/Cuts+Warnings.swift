import Shots
import StageKit

/// What `cuts` says of a track beside its plan.
extension Cuts {
  /// Says that the shares of a language do not hold.
  func warn(ofSharesOf language: FilmLanguage, in context: TrackContext) {
    let shares = TypeShares(language.limits, in: language.vocabulary).text
    context.warn("no plan of this track was found that holds the shares \(shares)")
  }

  /// Names the marks on which no shot starts.
  func warn(of marks: [Event], notIn plan: ShotPlan, in context: TrackContext) {
    let starts = Set(plan.shots.map(\.inFrame))
    let missed = marks.filter { !starts.contains(settings.rate.frame(rounding: $0.start)) }
    guard !missed.isEmpty else { return }
    let shown = missed.prefix(5).map { "\(ClockTime.text($0.start))\($0.label.isEmpty ? "" : " \($0.label)")" }
    context.warn(
      "no shot starts on \(missed.count) of \(marks.count) marks, since the limits or locks do not allow it: "
        + shown.joined(separator: ", ") + (missed.count > shown.count ? " ..." : ""))
  }

  /// Says what the music does not give, though a plan is made.
  func warn(of music: TrackMusic, _ limits: ShotLimits, in context: TrackContext) {
    if limits.frames < limits.shortest {
      context.warn("shorter than shortest (\(settings.shortest.text) s): one shot")
    } else if music.beats.count < CutGrid.fewestBeats {
      context.warn("\(music.beats.isEmpty ? "no" : "few") beats: cuts lie on a half-second grid")
    }
  }
}
