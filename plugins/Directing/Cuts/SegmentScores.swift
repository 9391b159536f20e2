import Glibc
import Shots

/// What a shot between two candidates scores by its type, its length and where it ends.
struct SegmentScores {
  private let model: CutModel
  private let types: Int
  /// What the evidence weighs, and by how much more the types of one shot are told apart.
  private let kappa: Double
  private let contrast: Double
  private let sigma: Double
  /// By candidate: the place in seconds, without silences and with them; the row of the evidence, and the integrals up to here.
  private let seconds: [Double]
  private let times: [Double]
  private let positions: [Double]
  private let evidence: [Double]
  private let paces: [Double]
  /// By candidate: how many sections start up to here.
  private let borders: [Int]
  /// By candidate: how many bars there are before it; `nil` if it is on no downbeat.
  private let bars: [Int?]
  /// By candidate: the logarithm of the wanted mean length, less half the variance, before pace and type.
  private let logLengths: [Double]
  private let typeLengths: [Double]
  /// By type: what is added where a wide shot is due.
  private let wideBonus: [Double]
  /// How far below the likeliest type's mean logarithm a type is not drawn.
  private let depth: Double
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
    var passed = 0
    bars = model.candidates.map { candidate in
      guard candidate.kind == .downbeat else { return nil }
      passed += 1
      return passed
    }
    let variance = language.lengths.sigma * language.lengths.sigma
    logLengths = model.logLengths.map { $0 - variance / 2 }
    typeLengths = language.lengths.byType.map { log($0) }
    wideBonus = model.isWide.map { $0 ? log(CutModel.reestablishFactor) : 0 }
    sharpness = settings.sharpness
    depth = settings.floor > 0 ? settings.sharpness * log(settings.floor) : -.infinity
  }

  /// Fills in the scores of the shot from one candidate to another, one per type.
  func fill(_ scores: inout ArraySlice<Double>, from start: Int, to end: Int) {
    let first = scores.startIndex
    let rows = max(positions[end] - positions[start], 1e-6)
    let length = max(seconds[end] - seconds[start], 1e-3)
    let means = (0..<types).map { (evidence[end * types + $0] - evidence[start * types + $0]) / rows }
    let choice = choice(among: means, from: start, to: end)
    let wanted = logLengths[start] + (paces[end] - paces[start]) / length
    let shared = cut(from: start, to: end) - log(length)
    for type in 0..<types {
      let strangeness = (log(length) - wanted - typeLengths[type]) / sigma
      scores[first + type] = choice[type] - strangeness * strangeness / 2 + shared
      if model.isReestablishing[start] { scores[first + type] += wideBonus[type] }
    }
  }

  // MARK: Types

  /// What the types of a shot score by what the prediction says, the floor, the openings and the brief.
  ///
  /// Types that may not stand here set no measure for the others: else a prediction that is sure of one of them would make
  /// all others dear, and in the end stand against what a person wants. Temperature moves types against the mean of the
  /// three likeliest, so that a passage of one clear type has as many shots as any other, and only so far that what is
  /// refused stays refused.
  private func choice(among means: [Double], from start: Int, to end: Int) -> [Double] {
    let barred = barred(from: start, to: end)
    let favoured = means.indices.map { type in
      barred[type] ? -.infinity : means[type] + sharpness * (weight(of: type, from: start, to: end))
    }
    let ranked = favoured.sorted(by: >).prefix { $0 > -.infinity }
    let least = min((ranked.first ?? 0) + depth, ranked.prefix(Self.alwaysChosenFrom).last ?? 0)
    let open = means.indices.filter { !barred[$0] }.map { means[$0] }.sorted(by: >)
    let usual = open.prefix(Self.alwaysChosenFrom).reduce(0, +) / Double(max(1, min(open.count, Self.alwaysChosenFrom)))
    let lift = (means.max() ?? 0) - (open.first ?? 0)
    return means.indices.map { type in
      let drawn = kappa * (contrast - 1) * (means[type] - usual)
      let refusal = favoured[type] < least ? CutModel.refused : 0
      return kappa * (means[type] + lift) + min(max(drawn, -Self.farthest), Self.farthest) + refusal
        + weight(of: type, from: start, to: end)
    }
  }

  /// Two types alone would go to and fro, so that so many are always chosen from.
  private static let alwaysChosenFrom = 3
  /// How far temperature moves the logarithm of a type's weight at most: half of what is refused.
  private static let farthest = -CutModel.refused / 2

  /// What the brief adds to the logarithm of a type's weight.
  private func weight(of type: Int, from start: Int, to end: Int) -> Double {
    model.brief?.logWeight(of: type, from: times[start], to: times[end]) ?? 0
  }

  /// By type: whether it may not stand here, by the brief or as an opening or close; none if all were. What the brief says
  /// goes before the language.
  private func barred(from start: Int, to end: Int) -> [Bool] {
    let unwanted = (0..<types).map { type in
      model.brief?.refuses(type, from: times[start], to: times[end]) == true
        || end == model.candidates.count - 1 && model.brief?.closingWeight(of: type) ?? 0 < 0
    }
    let all = unwanted.indices.map { unwanted[$0] || !mayOpen(with: $0, at: start) }
    return all.contains(false) ? all : unwanted.contains(false) ? unwanted : unwanted.map { _ in false }
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
