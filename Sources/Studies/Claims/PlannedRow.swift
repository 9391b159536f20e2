import Learning
import StageKit

/// A row that the reports of a study will have, as its plans tell before the first run.
public struct PlannedRow: Sendable {
  /// Its name in the reports.
  let name: String
  /// By run: the arm, as the comparison will call it; empty where there is one only.
  let armByRun: [String]
  private let givesProbabilities: Bool

  /// A row.
  ///
  /// - Parameters:
  ///   - name: Its name in the reports.
  ///   - givesProbabilities: Whether it gives a probability for each type, and not a type alone.
  ///   - lineages: By run: the stages that make it; none of a control.
  public init(name: String, givesProbabilities: Bool, lineages: [Lineage]) {
    self.name = name
    self.givesProbabilities = givesProbabilities
    let settings = lineages.map { SettingPlace.settings(of: $0.parts) }
    let arms = Arms(settings)
    armByRun = settings.map(arms.name)
  }

  /// The arms by name, in the order of the runs; none where there is one only.
  var arms: [String] {
    armByRun.reduce(into: []) { arms, arm in if !arm.isEmpty, !arms.contains(arm) { arms.append(arm) } }
  }

  /// Whether the row can have numbers of a metric.
  func has(_ metric: Metric) -> Bool { givesProbabilities || !metric.isOfProbabilities }

  /// The arms that a name in a claim is of; none if there is no such row or arm.
  fileprivate func arms(of name: Claim.RowName) -> Set<String> {
    guard name.system == self.name else { return [] }
    return Set(armByRun.isEmpty ? [""] : armByRun).filter { name.variant == nil || name.variant == $0 }
  }
}

extension Claims {
  /// Checks that the claims are of rows, arms and metrics that the comparison will have.
  ///
  /// - Returns: What only other studies can have that are compared with this one, a sentence for each: arms of rows that
  ///   this study has in one arm.
  /// - Throws: ``Failure`` with what may have been meant.
  public func check(rows: [PlannedRow], file: String) throws(Failure) -> [String] {
    var findings: [String] = []
    for claim in claims {
      for named in [claim.first, claim.second] {
        guard let row = rows.first(where: { $0.name == named.system }) else {
          throw Failure("\(file): \(Spelling.unknown("row", named.system, among: rows.map(\.name)))")
        }
        guard row.has(claim.metric) else {
          throw Failure(
            "\(file): \(claim.text): '\(row.name)' gives types without probabilities, and has no \(claim.metric.rawValue)",
            remedy: "leave the claim out, or take another metric")
        }
        guard let arm = named.variant, !row.arms.contains(arm) else { continue }
        guard row.arms.isEmpty else {
          throw Failure(
            "\(file): '\(row.name)' has no arm '\(arm)'",
            remedy: "arms are called by the kind of stage; its arms are \(row.arms.joined(separator: " and "))")
        }
        let finding = "'\(row.name)' is swept in no setting, so nothing is measured of its arm '\(arm)'"
        if !findings.contains(finding) { findings.append(finding) }
      }
    }
    return findings
  }

  /// How many answers a claim will have: one for each pair of arms that it is of.
  func answerCount(of claim: Claim, among rows: [PlannedRow]) -> Int {
    guard let first = rows.first(where: { $0.name == claim.first.system }),
      let second = rows.first(where: { $0.name == claim.second.system }),
      first.has(claim.metric), second.has(claim.metric)
    else { return 0 }
    let (arms, others) = (first.arms(of: claim.first), second.arms(of: claim.second))
    let isOneRow = first.name == second.name
    guard claim.first.variant == nil, claim.second.variant == nil, !first.armByRun.isEmpty, !second.armByRun.isEmpty
    else {
      // Arms that are named need not be of one run; a control is in all.
      return arms.count * others.count - (isOneRow ? arms.intersection(others).count : 0)
    }
    return isOneRow ? 0 : Set(zip(first.armByRun, second.armByRun).map { [$0, $1] }).count
  }
}

extension Metric {
  /// Whether only systems with probabilities have it.
  fileprivate var isOfProbabilities: Bool { self == .negativeLogLikelihood || self == .calibrationError }
}
