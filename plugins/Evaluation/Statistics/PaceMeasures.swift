import Glibc
import Shots
import StageKit

/// How the lengths of one track's shots go with its loudness.
struct PaceMeasures {
  /// A section's mean level in dB and the logarithm of its mean shot length, both against those of its track.
  struct Section {
    let level: Double
    let length: Double
  }

  /// The sections, if they differ in level at all; else nothing can be told of them.
  let sections: [Section]
  /// The logarithm of the mean length in the quiet third of the seconds against that in the loud third; `nil` if both are
  /// about as loud.
  let quietToLoud: Double?

  /// Thirds that differ by less, in dB, are not soft and loud.
  static let leastContrast = 6.0

  init(_ plan: ShotPlan, _ map: SectionMap, cues: CueRows) {
    let shots = plan.shots.map { (span: plan.seconds(of: $0), seconds: plan.rate.seconds(ofFrame: $0.frames)) }
    /// The mean length of the shots over a span, of which each counts by the part of it that is inside.
    func meanLength(from start: Double, to end: Double) -> Double? {
      let count = shots.reduce(0) { sum, shot in
        sum + max(0, min(end, shot.span.end) - max(start, shot.span.start)) / shot.seconds
      }
      return count > 0 ? (end - start) / count : nil
    }
    let end = plan.rate.seconds(ofFrame: plan.frames)
    let found = map.sections.compactMap { section -> Section? in
      let last = min(section.end, end)
      guard last > section.start, let length = meanLength(from: section.start, to: last),
        let level = cues.mean(of: .level, from: section.start, to: last)
      else { return nil }
      return Section(level: level, length: log(length))
    }
    let middle = Section(
      level: found.reduce(0) { $0 + $1.level } / Double(max(1, found.count)),
      length: found.reduce(0) { $0 + $1.length } / Double(max(1, found.count)))
    sections =
      found.count > 1
      ? found.map { Section(level: $0.level - middle.level, length: $0.length - middle.length) } : []

    let seconds = (0..<Int(end)).compactMap { second -> (level: Double, length: Double)? in
      let (start, end) = (Double(second), Double(second + 1))
      guard let level = cues.mean(of: .level, from: start, to: end) else { return nil }
      return meanLength(from: start, to: end).map { (level, $0) }
    }.sorted { $0.level < $1.level }
    let (quiet, loud) = (seconds.prefix(seconds.count / 3), seconds.suffix(seconds.count / 3))
    quietToLoud =
      !quiet.isEmpty && Self.mean(loud.map(\.level)) - Self.mean(quiet.map(\.level)) >= Self.leastContrast
      ? log(Self.mean(loud.map { 1 / $0.length }) / Self.mean(quiet.map { 1 / $0.length })) : nil
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
}
