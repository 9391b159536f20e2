/// Measures a network on labelled songs.
final class Validator {
  /// The measures, over all labelled frames together.
  struct Result {
    /// The part of frames whose most probable class is wrong; of equals, the first counts.
    var error: Double
    /// The mean negative log-likelihood, natural logarithm.
    var nll: Double
  }

  private let songs: [TrainingSong]
  private let batch: Int
  private let input = FloatBuffer()
  private let gradient = FloatBuffer()

  /// A validation on songs, so many at once.
  init(songs: [TrainingSong], batch: Int) {
    (self.songs, self.batch) = (songs, max(1, batch))
  }

  /// The measures; `nil` if no frame has a label.
  ///
  /// - Throws: What reading the songs' rows throws.
  func evaluate(_ stack: LayerStack) throws -> Result? {
    let classes = stack.shape.outputs
    var (frames, wrong, loss) = (0, 0, 0.0)
    for first in stride(from: 0, to: songs.count, by: batch) {
      let pieces = (first..<min(first + batch, songs.count)).map {
        SongPiece(song: $0, start: 0, count: songs[$0].labels.count)
      }
      let batch = try Batch(pieces, songs: songs, inputs: stack.shape.inputs, classes: classes, input: input)
      let logits = stack.runForward(input, batch.layout)
      gradient.reserve(batch.layout.rows * classes)
      let value = Loss(classes: classes, distillation: nil).evaluate(
        logits, batch.targets, gradient: gradient, team: stack.team)
      let labels = batch.targets.labels
      let labelled = labels.indices.filter { labels[$0] >= 0 }
      frames += labelled.count
      loss += value.hard * Double(labelled.count)
      wrong += labelled.reduce(0) { sum, row in
        let values = UnsafeBufferPointer(start: logits.pointer + row * classes, count: classes)
        return sum + (Self.largest(values) == Int(labels[row]) ? 0 : 1)
      }
    }
    guard frames > 0 else { return nil }
    return Result(error: Double(wrong) / Double(frames), nll: loss / Double(frames))
  }

  private static func largest(_ values: UnsafeBufferPointer<Float>) -> Int {
    values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
  }
}
