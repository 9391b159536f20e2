import Shots

/// What a shot list says as a whole.
struct PlanSummary {
  /// How much of a plan is of one type.
  struct TypeShare {
    let type: String
    let shots: Int
    /// Of the plan's frames, from 0 to 1.
    let share: Double
  }

  /// Length in seconds.
  let seconds: Double
  let shots: Int
  /// Lengths of shots in seconds.
  let average: Double
  let median: Double
  let shortest: Double
  let longest: Double
  /// The types that are used, in the vocabulary's order.
  let types: [TypeShare]

  /// How many cuts there are: one less than shots.
  var cuts: Int { shots - 1 }

  /// The summary of a plan.
  init(_ plan: ShotPlan) {
    let lengths = plan.shots.map(\.frames).sorted()
    func seconds(_ frames: Int) -> Double { plan.rate.seconds(ofFrame: frames) }
    self.seconds = seconds(plan.frames)
    shots = plan.shots.count
    average = self.seconds / Double(shots)
    let middle = lengths.count / 2
    median =
      lengths.count.isMultiple(of: 2)
      ? (seconds(lengths[middle - 1]) + seconds(lengths[middle])) / 2 : seconds(lengths[middle])
    shortest = seconds(lengths.first ?? 0)
    longest = seconds(lengths.last ?? 0)
    types = plan.types.compactMap { type in
      let shots = plan.shots.filter { $0.type == type }
      let frames = shots.reduce(0) { $0 + $1.frames }
      return shots.isEmpty
        ? nil : TypeShare(type: type, shots: shots.count, share: Double(frames) / Double(plan.frames))
    }
  }

  /// The shots of the least probability, the least first, as places in the plan; earlier ones go first among equals.
  /// Shots without one are certain.
  static func leastCertain(_ count: Int, of plan: ShotPlan) -> [Int] {
    let doubts = plan.shots.enumerated().compactMap { place, shot in shot.probability.map { ($0, place) } }
    return doubts.sorted(by: <).prefix(count).map(\.1)
  }

  /// The share of cuts that lie within 70 ms of a beat, from 0 to 1; `nil` without cuts or beats. The tolerance is that
  /// of beat tracking evaluation (MIREX).
  static func onBeat(_ plan: ShotPlan, beats: [Double]) -> Double? {
    let cuts = plan.shots.dropFirst().map { plan.seconds(of: $0).start }
    guard !cuts.isEmpty, !beats.isEmpty else { return nil }
    var next = 0
    let hits = cuts.filter { cut in
      while next < beats.count, beats[next] < cut - 0.07 { next += 1 }
      return next < beats.count && beats[next] <= cut + 0.07
    }
    return Double(hits.count) / Double(cuts.count)
  }
}
