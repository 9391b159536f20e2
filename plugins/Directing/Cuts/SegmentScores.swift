import Glibc
import Shots

/// What a shot between two candidates scores by its type, its length and where it ends.
struct SegmentScores {
  private let model: CutModel
  private let types: Int
  /// What the evidence weighs.
  private let kappa: Double
  /// How many times farther apart the types of one shot are where plans are drawn.
  private let contrast: Double
  /// Spread of the logarithms of lengths.
  private let sigma: Double
  /// By candidate: the seconds of sound before it.
  private let seconds: [Double]
  /// By candidate: its time in seconds.
  private let times: [Double]
  /// By candidate: its row of the evidence, with the fraction.
  private let positions: [Double]
  /// By candidate and type: the integral of the evidence up to there.
  private let evidence: [Double]
  /// By candidate: the integral of the pace up to there.
  private let paces: [Double]
  /// By candidate: how many sections start up to here.
  private let borders: [Int]
  /// By candidate: the number of the bar that starts there; `nil` if none does.
  private let bars: [Int?]
  /// By candidate: the logarithm of the wanted mean length, less half the variance, before pace and type.
  private let logLengths: [Double]
  /// By type: the logarithm of its length's factor.
  private let typeLengths: [Double]
  /// By type: what is added where a wide shot is due.
  private let wideBonus: [Double]
  /// How far below the likeliest type's mean logarithm a type is not drawn.
  private let depth: Double
  /// The power that the evidence's probabilities were raised to.
  private let sharpness: Double

  init(_ model: CutModel) {
    self.model = model
    types = model.types
    let language = model.language
    let settings = model.settings
    kappa = settings.kappa
    contrast = 1 / settings.temperature
    sigma = language.lengths.sigma
    let rate = settings.rate
    let times = model.candidates.map { rate.seconds(ofFrame: $0.frame) }
    seconds = model.candidates.map { rate.seconds(ofFrame: model.limits.sounding($0.frame)) }
    self.times = times
    let places = times.map { model.evidence.position(of: $0) }
    positions = places
    evidence = places.flatMap { model.evidence.integral(to: $0) }
    paces = times.map { model.pace.integral(to: $0) }
    var starting = 0
    borders = model.candidates.map { candidate in
      if candidate.section != nil { starting += 1 }
      return starting
    }
    bars = model.candidates.map(\.bar)
    let variance = language.lengths.sigma * language.lengths.sigma
    logLengths = model.logLengths.map { $0 - variance / 2 }
    typeLengths = language.lengths.byType.map { log($0) }
    wideBonus = model.isWide.map { $0 ? log(CutModel.reestablishFactor) : 0 }
    sharpness = settings.sharpness
    depth = settings.floor > 0 ? settings.sharpness * log(settings.floor) : -.infinity
  }

  /// Fills in the scores of the shot from one candidate to another, one per type.
  ///
  /// Types that may not stand here set no measure for the others: else a prediction that is sure of one of them would make
  /// all others dear, and in the end stand against what a person wants. Temperature moves types against the mean of the
  /// three likeliest, so that a passage of one clear type has as many shots as any other, and only so far that what is
  /// refused stays refused.
  func fill(_ scores: inout ArraySlice<Double>, from start: Int, to end: Int) {
    let first = scores.startIndex
    let rows = max(positions[end] - positions[start], 1e-6)
    let length = log(max(seconds[end] - seconds[start], 1e-3))
    let barred = barred(from: start, to: end)
    let weights = model.brief.map { brief in
      (0..<types).map { brief.logWeight(of: $0, from: times[start], to: times[end]) }
    }
    var top = -Double.infinity
    var (open, favoured) = (ThreeHighest(), ThreeHighest())
    for type in 0..<types {
      let mean = (evidence[end * types + type] - evidence[start * types + type]) / rows
      scores[first + type] = mean
      top = max(top, mean)
      guard barred?[type] != true else { continue }
      open.insert(mean)
      favoured.insert(mean + sharpness * (weights?[type] ?? 0))
    }
    let least = min(favoured.first + depth, favoured.last)
    let (usual, lift) = (open.mean, top - open.first)
    let wanted = logLengths[start] + (paces[end] - paces[start]) / max(seconds[end] - seconds[start], 1e-3)
    let shared = cut(from: start, to: end) - length
    for type in 0..<types {
      let mean = scores[first + type]
      let weight = weights?[type] ?? 0
      let strangeness = (length - wanted - typeLengths[type]) / sigma
      let drawn = kappa * (contrast - 1) * (mean - usual)
      var score = kappa * (mean + lift) + min(max(drawn, -Self.farthest), Self.farthest) + weight
      score += shared - strangeness * strangeness / 2
      if barred?[type] == true || mean + sharpness * weight < least { score += CutModel.refused }
      if model.isReestablishing[start] { score += wideBonus[type] }
      scores[first + type] = score
    }
  }

  // MARK: Types

  /// How far temperature moves the logarithm of a type's weight at most: half of what is refused.
  private static let farthest = -CutModel.refused / 2

  /// By type: whether it may not stand here, by the brief or as an opening or close; `nil` if all may, or none. What the
  /// brief says goes before the language.
  private func barred(from start: Int, to end: Int) -> [Bool]? {
    let opens = start == 0 || model.candidates[start].section != nil
    guard opens || model.brief != nil else { return nil }
    let closes = end == model.candidates.count - 1
    let unwanted = (0..<types).map { type in
      guard let brief = model.brief else { return false }
      return brief.refuses(type, from: times[start], to: times[end]) || closes && brief.closingWeight(of: type) < 0
    }
    let all = unwanted.indices.map { unwanted[$0] || opens && !mayOpen(with: $0, at: start) }
    return [all, unwanted].first { $0.contains(false) && $0.contains(true) }
  }

  /// Whether a shot of a type may start at a candidate, where the film or a section opens.
  private func mayOpen(with type: Int, at start: Int) -> Bool {
    if start == 0 { return model.brief?.openingWeight(of: type).map { $0 >= 0 } ?? (model.language.opening[type] > 0) }
    guard let section = model.candidates[start].section else { return true }
    let role = model.music.sections.roles[section]
    return model.language.mayOpen(role, with: type) || model.brief?.asksFor(type) == true
  }

  // MARK: Cuts

  /// What the cut at the end adds, with the sections and bars that the shot spans.
  private func cut(from start: Int, to end: Int) -> Double {
    let habits = model.language.cuts
    let inside = borders[end - 1] - borders[start]
    let pair =
      if let before = bars[start], let after = bars[end], (after - before).isMultiple(of: 2) { habits.evenBars } else {
        0.0
      }
    return model.candidates[end].weight + habits.crossSection * Double(inside) + pair
  }
}

/// The three highest of some numbers. Two types alone would go to and fro, so that three are always chosen from.
private struct ThreeHighest {
  private(set) var first = -Double.infinity
  private var second = -Double.infinity
  private var third = -Double.infinity

  mutating func insert(_ number: Double) {
    if number > first {
      (first, second, third) = (number, first, second)
    } else if number > second {
      (second, third) = (number, second)
    } else if number > third {
      third = number
    }
  }

  /// The lowest of them that there is.
  var last: Double { third > -.infinity ? third : second > -.infinity ? second : first }

  /// Their mean.
  var mean: Double {
    third > -.infinity ? (first + second + third) / 3 : second > -.infinity ? (first + second) / 2 : first
  }
}
