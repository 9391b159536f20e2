import Shots

/// What is counted when an output's shots are aligned with a reference's: the paper's ASC, TSC-AC and DST-AC.
///
/// Shots are reduced to categories (on the scale of distance, or off it) and aligned. A stretch is a run of alignment
/// columns whose two shots are both on the scale; changes from shot to shot are compared inside stretches only. Scores of
/// songs add up to pooled scores. Source: Lin et al., ACM MM 2020, section 4.1.
public struct SequenceScore: Sendable, Hashable {
  /// N: shots of the reference.
  public private(set) var shots = 0
  /// D: shots of the reference without a partner.
  public private(set) var deletions = 0
  /// S: pairs of different categories.
  public private(set) var substitutions = 0
  /// I: shots of the output without a partner.
  public private(set) var insertions = 0
  /// M: shot changes of the reference inside stretches, from one size to another.
  public private(set) var changes = 0
  /// H: those of the changes whose direction, farther or closer, the output shares.
  public private(set) var agreeingChanges = 0
  /// Pairs of shots that are both on the scale.
  public private(set) var pairs = 0
  /// The sum of their differences in steps of the scale.
  public private(set) var distance = 0

  /// Nothing counted yet.
  public init() {}

  /// Counts the shots of a song.
  ///
  /// - Parameters:
  ///   - reference: The types of the reference's shots, in order.
  ///   - output: The types of the output's shots, in order.
  public init(reference: [Int], output: [Int], vocabulary: Vocabulary, costs: AlignmentCosts = AlignmentCosts()) {
    let referenceSizes = reference.map { vocabulary.sizes[$0] }
    let outputSizes = output.map { vocabulary.sizes[$0] }
    let alignment = Alignment(
      reference: referenceSizes.map { $0 != nil }, output: outputSizes.map { $0 != nil }, costs: costs)
    shots = reference.count
    var last: (reference: Int, output: Int)?
    for column in alignment.columns {
      switch (column.reference, column.output) {
      case (let i?, let j?):
        guard let size = referenceSizes[i], let outputSize = outputSizes[j] else {
          substitutions += (referenceSizes[i] == nil) == (outputSizes[j] == nil) ? 0 : 1
          last = nil
          continue
        }
        pairs += 1
        distance += abs(size - outputSize)
        // A cut between shots of one size goes neither farther nor closer: there is no direction to share.
        if let last, size != last.reference {
          changes += 1
          agreeingChanges += (size - last.reference).signum() == (outputSize - last.output).signum() ? 1 : 0
        }
        last = (size, outputSize)
      case (.some, nil):
        deletions += 1
        last = nil
      default:
        insertions += 1
        last = nil
      }
    }
  }

  /// ASC: (N - D - S - I) / N in percent; below 0 if there are many insertions, `nil` if the reference has no shot.
  public var accuracy: Double? {
    Ratio.of(100 * Double(shots - deletions - substitutions - insertions), over: shots)
  }

  /// TSC-AC: H / M in percent; `nil` if no change could be compared.
  public var changeAgreement: Double? { Ratio.of(100 * Double(agreeingChanges), over: changes) }

  /// DST-AC: the mean difference of paired shots on the scale, in steps; lower is better, `nil` without pairs.
  public var meanDistance: Double? { Ratio.of(Double(distance), over: pairs) }

  /// Adds another song's counts.
  public static func += (sum: inout SequenceScore, other: SequenceScore) {
    sum.shots += other.shots
    sum.deletions += other.deletions
    sum.substitutions += other.substitutions
    sum.insertions += other.insertions
    sum.changes += other.changes
    sum.agreeingChanges += other.agreeingChanges
    sum.pairs += other.pairs
    sum.distance += other.distance
  }
}
