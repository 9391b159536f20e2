/// A batch ready for a network: its layout, frames and targets.
struct Batch {
  let layout: BatchLayout
  let targets: BatchTargets

  /// Puts the pieces' frames into `input`.
  init(_ pieces: [SongPiece], songs: [TrainingSong], inputs: Int, classes: Int, input: FloatBuffer) {
    let layout = BatchLayout(lengths: pieces.map(\.count))
    var targets = BatchTargets(rows: layout.rows)
    if pieces.contains(where: { songs[$0.song].softTargets != nil }) {
      targets.soft = Array(repeating: 0, count: layout.rows * classes)
    }
    input.reserve(layout.rows * inputs)
    layout.forEachFrame { position, time, row in
      let song = songs[pieces[position].song]
      let frame = pieces[position].start + time
      song.frames.withUnsafeBufferPointer { frames in
        guard let start = frames.baseAddress else { return }
        (input.pointer + row * inputs).update(from: start + frame * inputs, count: inputs)
      }
      if let label = song.labels[frame] { targets.labels[row] = Int32(label) }
      guard let soft = song.softTargets else { return }
      for index in 0..<classes {
        let value = soft[frame * classes + index]
        targets.soft[row * classes + index] = value
        if value != 0 { targets.hasSoft[row] = true }
      }
    }
    (self.layout, self.targets) = (layout, targets)
  }
}
