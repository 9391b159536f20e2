import StageKit
import Testing

@testable import Networks

@Suite struct LabelWeightTests {
  private let shape = NetworkShape(inputs: 2, layers: [3], outputs: 3)

  /// A song whose labels' weights are the numbers of their frames.
  private func song(_ count: Int, from first: Int, isWeighted: Bool = true) -> TrainingSong {
    let numbers = (first..<first + count).map { Float($0) }
    return TrainingSong(
      frames: Frames(
        format: FrameFormat(quantity: .embeddings, width: 2, rate: 1, sampleRate: 0),
        values: numbers.flatMap { [$0, 1] }
      ),
      labels: (0..<count).map { $0 % 4 == 3 ? nil : $0 % 3 }, weights: isWeighted ? numbers : nil)
  }

  /// Of a crop, each row's weight is that of the frame in it, wherever the batch's order puts the row.
  @Test func weightsFollowTheirFramesIntoACrop() throws {
    let songs = [song(20, from: 100), song(30, from: 200), song(9, from: 300, isWeighted: false)]
    let pieces = [
      SongPiece(song: 0, start: 5, count: 6), SongPiece(song: 1, start: 22, count: 8),
      SongPiece(song: 2, start: 0, count: 7),
    ]
    let input = FloatBuffer()
    let batch = try Batch(pieces, songs: songs, inputs: 2, classes: 3, input: input)
    var labelled = 0
    for row in 0..<batch.layout.rows where batch.targets.labels[row] >= 0 {
      let frame = input.pointer[2 * row]
      #expect(batch.targets.weights[row] == (frame < 300 ? frame : 1))
      labelled += 1
    }
    let expected = pieces.map { piece in
      songs[piece.song].labels[piece.start..<piece.start + piece.count].count { $0 != nil }
    }
    #expect(labelled == expected.reduce(0, +))
  }

  /// Weights act in training; what chooses the best epoch counts every label as much.
  @Test func validationCountsAllLabelsAsMuch() throws {
    func weighted(_ songs: [TrainingSong]) -> [TrainingSong] {
      songs.map { song in
        TrainingSong(
          frames: song.frames, labels: song.labels, weights: song.labels.indices.map { Float($0 % 3) },
          softTargets: song.softTargets)
      }
    }
    let shape = TrainerTests.shape
    let (songs, validation) = (Songs.make([20, 31], shape: shape), Songs.make([15, 21], shape: shape, seed: 3))
    func epoch(_ songs: [TrainingSong], _ validation: [TrainingSong]) throws -> TrainingState {
      let trainer = try Trainer(shape: shape, songs: songs, validation: validation, settings: TrainerTests.settings())
      var state = trainer.start()
      try trainer.runEpoch(&state)
      return state
    }
    let plain = try epoch(songs, validation)
    #expect(plain.progress.epochs.last?.validationError != nil)
    #expect(try epoch(songs, weighted(validation)) == plain)
    #expect(try epoch(weighted(songs), validation) != plain)
  }
}
