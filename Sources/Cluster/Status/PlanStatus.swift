import Engine
import Files
import StageKit

/// How far the shards of a plan are, by the journals in an output folder, which are only read.
public struct PlanStatus: Sendable {
  /// How many tracks ended in each way; of a track with several lines the one counts that tells most.
  public private(set) var counts: [TrackStatus: Int] = [:]
  /// The shards of which some track has no line yet.
  public private(set) var unfinished: [Int] = []
  /// How many tracks there are.
  public let tracks: Int
  /// How many shards there are.
  public let shards: Int
  /// How many lines were damaged.
  public private(set) var damagedLines = 0
  /// When the first and the last line were written, in seconds since 1970.
  private var times: ClosedRange<Int>?

  /// Reads the journals of a plan.
  ///
  /// - Throws: ``Failure`` if one cannot be read, `CancellationError`.
  public init(of plan: FrozenPlan, in output: String) throws {
    tracks = plan.trackCount
    shards = plan.shards.count
    let files = JournalFolder(of: plan, in: output).files()
    for (shard, planned) in plan.shards.enumerated() {
      try Task.checkCancellation()
      var lines: [UInt64: JournalLine] = [:]
      for file in files[shard] ?? [] {
        try FileLines.forEach(of: file) { bytes in
          guard let line = JournalLine(bytes) else {
            damagedLines += 1
            return
          }
          times = times.map { min($0.lowerBound, line.time)...max($0.upperBound, line.time) } ?? line.time...line.time
          if let other = lines[line.track], line.precedes(other) { return }
          lines[line.track] = line
        }
      }
      for line in lines.values { counts[line.status, default: 0] += 1 }
      if lines.count < planned { unfinished.append(shard) }
    }
  }

  /// How many tracks have a line.
  public var triedCount: Int { counts.values.reduce(0, +) }

  /// How many tracks have not.
  public var unfinishedTracks: Int { tracks - triedCount }

  /// How many tracks are complete.
  public var completeCount: Int { counts.filter(\.key.isComplete).values.reduce(0, +) }

  /// How many seconds are left, if all goes on as it did from the first line to the last; `nil` if nothing can be said.
  public var secondsLeft: Double? {
    guard unfinishedTracks > 0, let times, times.count > 1, triedCount > 0 else { return nil }
    return Double(times.count - 1) / Double(triedCount) * Double(unfinishedTracks)
  }
}
