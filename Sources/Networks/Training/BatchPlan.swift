import StageKit

/// Which songs the batches of an epoch hold: by chance, from the seed.
struct BatchPlan {
  /// Frames of each labelled song, and of each without labels.
  let lengths: [Int]
  let unlabelledLengths: [Int]
  let settings: TrainingSettings
  let random: CounterRandom

  init(lengths: [Int], unlabelledLengths: [Int], settings: TrainingSettings) {
    (self.lengths, self.unlabelledLengths, self.settings) = (lengths, unlabelledLengths, settings)
    random = CounterRandom(seed: settings.seed)
  }

  /// How many batches an epoch has: each labelled song is in one; without labelled songs, each of the others.
  var batches: Int {
    lengths.isEmpty
      ? divided(unlabelledLengths.count, by: settings.unlabelledBatch) : divided(lengths.count, by: settings.batch)
  }

  /// The pieces of each batch of an epoch, counted from 0.
  func pieces(ofEpoch epoch: Int) -> [[SongPiece]] {
    let order = shuffled(lengths.count, "songs", epoch)
    return (0..<batches).map { batch in
      let step = epoch * batches + batch
      let labelled = order.dropFirst(batch * settings.batch).prefix(settings.batch).map {
        piece($0, length: lengths[$0], step)
      }
      return labelled + unlabelled(step)
    }
  }

  /// The songs without labels of a step: they go round by themselves, in a new order each time.
  private func unlabelled(_ step: Int) -> [SongPiece] {
    let count = unlabelledLengths.count
    guard count > 0 else { return [] }
    // A song is not twice in one batch, even where a round ends within it.
    let share = min(settings.unlabelledBatch, count)
    let rounds = count / share
    let order = shuffled(count, "unlabelled", step / rounds)
    return order.dropFirst(step % rounds * share).prefix(share).map {
      piece(lengths.count + $0, length: unlabelledLengths[$0], step)
    }
  }

  private func piece(_ song: Int, length: Int, _ step: Int) -> SongPiece {
    guard let crop = settings.crop, crop < length else { return SongPiece(song: song, start: 0, count: length) }
    let start = random.uniform("crop", UInt64(step), UInt64(song)) * Double(length - crop + 1)
    return SongPiece(song: song, start: min(Int(start), length - crop), count: crop)
  }

  /// The numbers below `count` in an order by chance.
  private func shuffled(_ count: Int, _ purpose: String, _ round: Int) -> [Int] {
    let keys = (0..<count).map { random.bits(purpose, UInt64(round), UInt64($0)) }
    return (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  private func divided(_ count: Int, by size: Int) -> Int {
    (count + max(1, size) - 1) / max(1, size)
  }
}

/// A song of a batch, or a crop of it.
struct SongPiece: Hashable {
  /// The song's position among all, those without labels after the others.
  let song: Int
  /// The first frame.
  let start: Int
  /// How many frames.
  let count: Int
}
