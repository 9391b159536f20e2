/// How many shots of each type there are, and how long they last: the paper's DS.
public struct ShotLengths: Sendable, Hashable {
  /// Shots by type.
  public private(set) var shots: [Int]
  /// Seconds by type.
  public private(set) var seconds: [Int]

  /// Nothing counted yet.
  public init(types: Int) {
    shots = [Int](repeating: 0, count: types)
    seconds = shots
  }

  /// Counts runs of seconds.
  public init(_ runs: [ShotRun], types: Int) {
    self.init(types: types)
    for run in runs {
      shots[run.type] += 1
      seconds[run.type] += run.frames
    }
  }

  /// DS: the mean length of the shots of each type in seconds, then the unweighted mean over the types that occur; `nil`
  /// without shots. Nearer to the reference's is better.
  public var mean: Double? {
    Ratio.mean(zip(shots, seconds).compactMap { shots, seconds in Ratio.of(Double(seconds), over: shots) })
  }

  /// Adds another song's counts, of as many types.
  public static func += (sum: inout ShotLengths, other: ShotLengths) {
    for type in sum.shots.indices {
      sum.shots[type] += other.shots[type]
      sum.seconds[type] += other.seconds[type]
    }
  }
}
