import Shots

/// Counts a track in bars and beats, as musicians do.
struct BeatCount {
  private let model: CutModel
  /// By candidate: how many beats, and how many downbeats, have their frame before it.
  private let beatsBefore: [Int]
  private let barsBefore: [Int]

  /// The count along a model's candidates.
  init(_ model: CutModel) {
    self.model = model
    beatsBefore = Self.passed(model.music.beats, model, own: \.beat)
    barsBefore = Self.passed(model.music.downbeats, model, own: \.downbeat)
  }

  /// By candidate: how many moments of the music, in order, have their frame before it. A candidate that goes with one of
  /// them knows its number, even if it strays.
  private static func passed(_ times: [Double], _ model: CutModel, own: KeyPath<CutCandidate, Int?>) -> [Int] {
    let frames = times.map { model.settings.rate.frame(rounding: $0 - model.language.cuts.lead) }
    var count = 0
    return model.candidates.map { candidate in
      while count < frames.count, frames[count] < candidate.frame { count += 1 }
      return candidate[keyPath: own] ?? count
    }
  }

  /// The number, from 1, of the bar that begins at a candidate.
  func bar(at candidate: Int) -> Int { model.music.barsBeforeFirstDownbeat + barsBefore[candidate] + 1 }

  /// A shot's length in bars from downbeat to downbeat, else in beats from beat to beat, else in seconds.
  func length(of shot: DecodedShot) -> String {
    let ends = [model.candidates[shot.start], model.candidates[shot.end]]
    func count(_ before: [Int], _ name: String) -> String {
      Self.counted(before[shot.end] - before[shot.start], name)
    }
    if ends.allSatisfy({ $0.kind == .downbeat }) { return count(barsBefore, "bar") }
    if ends.allSatisfy({ $0.kind == .downbeat || $0.kind == .beat }) { return count(beatsBefore, "beat") }
    let times = ends.map { model.settings.rate.seconds(ofFrame: $0.frame) }
    let tenths = Int((10 * (times[1] - times[0])).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private static func counted(_ number: Int, _ name: String) -> String { "\(number) \(name)\(number == 1 ? "" : "s")" }
}
