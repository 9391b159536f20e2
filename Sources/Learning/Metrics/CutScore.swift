/// How many cuts were found, give or take a tolerance.
public struct CutScore: Sendable, Hashable {
  /// Differences of time below this, in seconds, are rounding.
  private static let rounding = 1e-9

  /// Cuts of the reference.
  public private(set) var reference = 0
  /// Cuts of the output.
  public private(set) var output = 0
  /// Pairs of one cut of each that are near enough.
  public private(set) var hits = 0

  /// Nothing counted yet.
  public init() {}

  /// Pairs cuts one to one, in the order of time.
  ///
  /// - Parameters:
  ///   - reference: When the reference cuts, in seconds, ascending.
  ///   - output: When the output cuts, in seconds, ascending.
  ///   - tolerance: How far apart a pair may be, in seconds.
  public init(reference: [Double], output: [Double], tolerance: Double) {
    self.reference = reference.count
    self.output = output.count
    var (i, j) = (0, 0)
    while i < reference.count, j < output.count {
      if abs(reference[i] - output[j]) <= tolerance + Self.rounding {
        hits += 1
        (i, j) = (i + 1, j + 1)
      } else if reference[i] < output[j] {
        i += 1
      } else {
        j += 1
      }
    }
  }

  /// The harmonic mean of precision and recall, from 0 to 1; `nil` if neither has a cut.
  public var f1: Double? { Ratio.of(2 * Double(hits), over: reference + output) }

  /// Adds another song's counts.
  public static func += (sum: inout CutScore, other: CutScore) {
    sum.reference += other.reference
    sum.output += other.output
    sum.hits += other.hits
  }
}
