/// A piece of a plan's shards that one array of Slurm takes.
struct SlurmArray: Equatable {
  /// The shard of index 0.
  let offset: Int
  /// The indices, ascending.
  let indices: [Int]

  /// The shards' numbers.
  var shards: [Int] { indices.map { offset + $0 } }

  /// Shards in arrays.
  ///
  /// - Parameters:
  ///   - shards: Their numbers, ascending.
  ///   - limit: Slurm's MaxArraySize: indices are below it.
  static func pieces(of shards: [Int], below limit: Int) -> [SlurmArray] {
    Dictionary(grouping: shards) { $0 / limit * limit }
      .sorted { $0.key < $1.key }
      .map { offset, shards in SlurmArray(offset: offset, indices: shards.map { $0 - offset }) }
  }
}
