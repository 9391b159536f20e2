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
    for type in 0..<types {
      scores[first + type] = (evidence[end * types + type] - evidence[start * types + type]) / rows
    }
    let usual = Self.meanOfHighest(scores)
    let refused = refused(scores, from: start, to: end)
    let wanted = logLengths[start] + (paces[end] - paces[start]) / length
    let shared = cut(from: start, to: end) - log(length)
    for type in 0..<types {
      let mean = scores[first + type]
      let strangeness = (log(length) - wanted - typeLengths[type]) / sigma
      scores[first + type] = kappa * (usual + contrast * (mean - usual)) - strangeness * strangeness / 2 + shared
      if refused[type] { scores[first + type] += CutModel.refused }
      if let brief = model.brief {
        scores[first + type] += brief.logWeight(of: type, from: times[start], to: times[end])
      }
      if model.isReestablishing[start] { scores[first + type] += wideBonus[type] }
    }
    guard start > 0, let section = model.candidates[start].section else { return }
    let role = model.music.sections.roles[section]
    let openers = (0..<types).filter { model.language.mayOpen(role, with: $0) || model.brief?.asksFor($0) == true }
    // What the brief leaves may be nothing that the language opens with.
    guard openers.contains(where: { favour(for: $0, from: start, to: end) > -.infinity }) else { return }
    for type in 0..<types where !openers.contains(type) { scores[first + type] += CutModel.refused }
  }

  /// What the brief adds to the logarithm of a type's probability, as the evidence has it: what it refuses is out of the
  /// question, and sets no measure for other types.
  private func favour(for type: Int, from start: Int, to end: Int) -> Double {
    guard let brief = model.brief else { return 0 }
    let (start, end) = (times[start], times[end])
    guard !brief.refuses(type, from: start, to: end) else { return -.infinity }
    return sharpness * brief.logWeight(of: type, from: start, to: end)
  }

  /// The mean of the three highest of some numbers: what shots score that have these types in turn. What temperature
  /// stretches is the distance from it, so that a passage of one clear type has as many shots as any other.
  private static func meanOfHighest(_ numbers: ArraySlice<Double>) -> Double {
    let highest = numbers.sorted(by: >).prefix(3)
    return highest.reduce(0, +) / Double(max(1, highest.count))
  }

  /// By type: whether its mean logarithm is below the floor. The three likeliest never are: two alone would go to and fro.
  private func refused(_ means: ArraySlice<Double>, from start: Int, to end: Int) -> [Bool] {
    let favoured = means.enumerated().map { $0.element + favour(for: $0.offset, from: start, to: end) }
    let least = min((favoured.max() ?? 0) + depth, Self.third(favoured))
    return favoured.map { $0 < least }
  }

  /// The third highest of some numbers; minus infinity if there are fewer.
  private static func third(_ numbers: [Double]) -> Double {
    var (first, second, third) = (-Double.infinity, -Double.infinity, -Double.infinity)
    for number in numbers {
      if number > first {
        (first, second, third) = (number, first, second)
      } else if number > second {
        (second, third) = (number, second)
      } else if number > third {
        third = number
      }
    }
    return third
  }

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
