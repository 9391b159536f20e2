import Learning
import StageKit

/// What somebody expects of a study, written before its first run.
public struct Claim: Sendable, Hashable {
  /// What the difference is expected to be.
  enum Expectation: String, Sendable, CaseIterable {
    /// Above 0, by the margin at least.
    case higher
    /// Below 0, by the margin at least.
    case lower
    /// Not 0: either may be the better.
    case different
    /// Within the margin of 0 on either side.
    case within
    /// Not below 0 by more than the margin: no worse, where more is better.
    case notLower = "not_lower"
    /// Not above 0 by more than the margin: no worse, where less is better.
    case notHigher = "not_higher"

    /// Whether it says nothing without a margin.
    var needsMargin: Bool { self == .within || self == .notLower || self == .notHigher }
  }

  /// What decides whether it came out as expected.
  enum Judge: Sendable, Hashable {
    /// The mean, and how probable it is that chance alone takes it so far beyond the margin.
    case probability
    /// The mean alone.
    case mean
    /// In how many pairs at least it must come out so.
    case count(Int)

    /// As tables have it: a count as its number.
    var text: String {
      switch self {
      case .probability: "p"
      case .mean: "mean"
      case .count(let count): "\(count)"
      }
    }
  }

  /// A row by its name in the reports, in one of its arms or in each.
  struct RowName: Sendable, Hashable {
    let system: String
    /// The arm, such as `student.tau=4`; `nil` for each.
    let variant: String?

    /// `RNN-KD` or `RNN-KD [student.tau=4]`
    init(_ text: String) {
      let match = text.wholeMatch(of: /(.+?) \[(.+)\]/)
      system = match.map { String($0.1) } ?? text
      variant = match.map { String($0.2) }
    }

    func names(_ row: StudyRow) -> Bool { row.system == system && (variant == nil || row.variant == variant) }
  }

  let first: RowName
  let second: RowName
  let metric: Metric
  let unit: PairedTest.Unit
  let expectation: Expectation
  /// The margin, in the metric's unit; 0 of `different`.
  let margin: Double
  let judge: Judge

  /// The claim in a sentence.
  var text: String {
    let by = margin > 0 ? " by \(margin.shortest) or more" : ""
    let rows = "\(first.text) - \(second.text)"
    let what =
      switch expectation {
      case .higher: "is above 0\(by)"
      case .lower: "is below 0\(by)"
      case .different: "is not 0"
      case .within: "is within \(margin.shortest) of 0"
      case .notLower: "is not below 0 by more than \(margin.shortest)"
      case .notHigher: "is not above 0 by more than \(margin.shortest)"
      }
    let breadth =
      switch judge {
      case .probability: ", over \(unit.rawValue)"
      case .mean: " on average over \(unit.rawValue)"
      case .count(let count): " in \(count) \(unit.rawValue) or more"
      }
    return "\(metric.rawValue): \(rows) \(what)\(breadth)"
  }

  /// Whether a pair's difference is as it is expected to be.
  func holds(for difference: Double) -> Bool {
    switch expectation {
    case .higher: difference >= margin && difference > 0
    case .lower: difference <= -margin && difference < 0
    case .different: difference != 0
    case .within: abs(difference) <= margin
    case .notLower: difference >= -margin
    case .notHigher: difference <= margin
    }
  }

  /// The difference that a probability is of: chance alone takes the mean beyond it as often as not.
  var border: Double {
    switch expectation {
    case .higher, .notHigher: margin
    case .lower, .notLower: -margin
    case .different, .within: 0
    }
  }
}

extension Claim.RowName {
  var text: String { variant.map { "\(system) [\($0)]" } ?? system }
}

extension Double {
  /// Without the zeros that say nothing.
  fileprivate var shortest: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
