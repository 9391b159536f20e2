import Glibc
import StageKit

/// A brief in one song, where its sections have their times: what a decoder adds to the logarithm of a plan's weight.
///
/// What is refused costs so much that it is taken only where there is no other way; but it is not ruled out, or a song
/// without another way would have no plan.
public struct SongBrief: Sendable {
  /// What is added for what the brief refuses: half of it is more than what the decoder takes for what a film language
  /// refuses, and all of it is less than what a person's mark is worth.
  public static let refused = -30.0

  /// A demand that keeps a type out of some part of the song.
  struct Bar: Sendable {
    /// From when to when, in seconds.
    let span: ClosedRange<Double>
    /// What was demanded: `not before 0:45`, `not in verse`.
    let words: String
  }

  /// How much likelier a wanted pair is, and a type that can show a soloist where there is a solo.
  private static let likelier = log(3.0)
  /// Cuts lie on beats and frames: so many seconds within a place from which a type is barred count as none.
  static let tolerance = 0.3

  /// What was demanded.
  public let brief: Brief
  /// The song's sections.
  let sections: SectionMap
  /// By type: what keeps it out of where.
  let bars: [[Bar]]

  private let weights: [Double]
  /// By type: where it is barred, in order and without overlap.
  private let barred: [[ClosedRange<Double>]]
  /// By type: where it can show a soloist, in order and without overlap.
  private let solos: [[ClosedRange<Double>]]

  /// A brief in a song with these sections.
  public init(_ brief: Brief, in sections: SectionMap) {
    self.brief = brief
    self.sections = sections
    let types = brief.vocabulary.types.indices
    let bars = types.map { Self.bars(on: $0, of: brief, in: sections) }
    self.bars = bars
    weights = types.map { log(brief.weights[$0] ?? 1) }
    barred = bars.map { Self.merged($0.map(\.span)) }
    solos = types.map { type in
      let soloists = brief.framing(of: type) == .wide ? [] : brief.performers
      return Self.merged(
        soloists.filter { brief.types(showing: $0).contains(type) }.flatMap {
          $0.solos.flatMap { $0.spans(in: sections) }
        })
    }
  }

  /// What is added for a shot of a type, from and to seconds of the song.
  public func logWeight(of type: Int, from start: Double, to end: Double) -> Double {
    guard isFilmed(type) else { return Self.refused }
    let length = max(end - start, 1e-6)
    let overlap = Self.overlap(of: barred[type], from: start, to: end)
    // Half of it for the fact, so that no short overlap is cheap, and half by how much of the shot lies there.
    let cost = Self.isBarred(overlap, of: length) ? Self.refused * (0.5 + 0.5 * overlap / length) : 0
    return weights[type] + cost + Self.likelier * Self.overlap(of: solos[type], from: start, to: end) / length
  }

  /// Whether a shot of a type is refused from and to seconds of the song.
  public func refuses(_ type: Int, from start: Double, to end: Double) -> Bool {
    !isFilmed(type) || Self.isBarred(Self.overlap(of: barred[type], from: start, to: end), of: end - start)
  }

  /// Whether a type is wanted more than others.
  public func asksFor(_ type: Int) -> Bool { weights[type] > 0 }

  private func isFilmed(_ type: Int) -> Bool { weights[type] > -.infinity }

  /// What is added for a type after another.
  public func pairWeight(from first: Int, to next: Int) -> Double {
    let pair = Brief.Pair(first: first, next: next)
    if brief.forbidden.contains(pair) { return Self.refused }
    return brief.wanted.contains(pair) ? Self.likelier : 0
  }

  /// What is added for the type that the film opens with; `nil` if the brief leaves it to the film language.
  public func openingWeight(of type: Int) -> Double? {
    brief.opening.isEmpty ? nil : brief.opening.contains(type) ? 0 : Self.refused
  }

  /// What is added for the type that the film closes with.
  public func closingWeight(of type: Int) -> Double {
    brief.closing.isEmpty || brief.closing.contains(type) ? 0 : Self.refused
  }

  // MARK: Spans

  private static func bars(on type: Int, of brief: Brief, in sections: SectionMap) -> [Bar] {
    let early = brief.notBefore[type].flatMap { place in
      place.spans(in: sections).first.map { Bar(span: -.infinity...$0.lowerBound, words: "not before \(place)") }
    }
    let places = (brief.notIn[type] ?? []).flatMap { place in
      place.spans(in: sections).map { Bar(span: $0, words: "not in \(place)") }
    }
    return (early.map { [$0] } ?? []) + places
  }

  static func merged(_ spans: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    spans.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, span in
      guard let last = merged.last, span.lowerBound <= last.upperBound else { return merged.append(span) }
      merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
    }
  }

  /// Whether so many seconds of a shot are too many.
  static func isBarred(_ overlap: Double, of length: Double) -> Bool { overlap > min(tolerance, max(length, 0) / 2) }

  /// For how many seconds of a shot it lies in one of some spans.
  static func overlap(of spans: [ClosedRange<Double>], from start: Double, to end: Double) -> Double {
    spans.reduce(0) { $0 + max(0, min(end, $1.upperBound) - max(start, $1.lowerBound)) }
  }
}
