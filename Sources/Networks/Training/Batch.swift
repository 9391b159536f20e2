/// A batch ready for a network: its layout, frames and targets.
struct Batch {
  let layout: BatchLayout
  let targets: BatchTargets

  /// Puts the pieces' frames into `input`; of each song no more is read than its piece.
  ///
  /// - Throws: What reading the songs' rows throws.
  init(_ pieces: [SongPiece], songs: [TrainingSong], inputs: Int, classes: Int, input: FloatBuffer) throws {
    let layout = BatchLayout(lengths: pieces.map(\.count))
    var targets = BatchTargets(rows: layout.rows)
    if pieces.contains(where: { songs[$0.song].softTargets != nil }) {
      targets.soft = Array(repeating: 0, count: layout.rows * classes)
    }
    input.reserve(layout.rows * inputs)
    for (place, position) in layout.order.enumerated() {
      let (piece, song) = (pieces[position], songs[pieces[position].song])
      let frames = piece.start..<piece.start + piece.count
      try song.frames.read(frames) { rows in
        guard let start = rows.baseAddress else { return }
        for time in 0..<piece.count {
          (input.pointer + layout.row(of: place, at: time) * inputs).update(from: start + time * inputs, count: inputs)
        }
      }
      for (time, label) in song.labels[frames].enumerated() {
        guard let label else { continue }
        let row = layout.row(of: place, at: time)
        targets.labels[row] = Int32(label)
        targets.weights[row] = song.weights?[piece.start + time] ?? 1
      }
      try song.softTargets?.read(frames) { rows in
        for time in 0..<piece.count {
          targets.setSoft(rows[time * classes..<(time + 1) * classes], row: layout.row(of: place, at: time))
        }
      }
    }
    (self.layout, self.targets) = (layout, targets)
  }
}
