/// Numbers of shards as `sbatch --array` takes them.
public enum ShardRanges {
  /// `3,7,12-15`
  ///
  /// - Parameter shards: In rising order.
  public static func text(of shards: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for shard in shards {
      if let last = ranges.last, last.upperBound + 1 == shard {
        ranges[ranges.count - 1] = last.lowerBound...shard
      } else {
        ranges.append(shard...shard)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
