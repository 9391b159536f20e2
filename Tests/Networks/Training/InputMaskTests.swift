import StageKit
import Testing

@testable import Networks

@Suite struct InputMaskTests {
  private let random = CounterRandom(seed: 4)
  private let width = 50

  /// Rows of ones of two pieces of songs after a mask, by piece and frame.
  private func masked(_ mask: InputMask, _ pieces: [SongPiece], step: Int = 1) -> [[[Float]]] {
    let layout = BatchLayout(lengths: pieces.map(\.count))
    let input = FloatBuffer()
    input.assign([Float](repeating: 1, count: layout.rows * width))
    mask.apply(to: input, width: width, layout, pieces, random: random, step: step)
    let values = input.prefix(layout.rows * width)
    return pieces.indices.map { piece in
      let place = layout.order.firstIndex(of: piece) ?? 0
      return (0..<pieces[piece].count).map { time in
        let start = layout.row(of: place, at: time) * width
        return Array(values[start..<start + width])
      }
    }
  }

  private let pieces = [SongPiece(song: 0, start: 0, count: 40), SongPiece(song: 3, start: 5, count: 80)]

  @Test func columnsAreHiddenAllAlongASong() {
    let songs = masked(InputMask(columns: 0.4), pieces)
    for song in songs {
      #expect(Set(song).count == 1)
      #expect((8...32).contains(song[0].count { $0 == 0 }))
    }
    #expect(songs[0][0] != songs[1][0])
    #expect(masked(InputMask(columns: 0.4), pieces, step: 2) != songs)
  }

  @Test func timeIsHiddenInBlocksOfTheSong() {
    let songs = masked(InputMask(time: 0.4, block: 4), pieces)
    var hidden = 0
    for (song, piece) in zip(songs, pieces) {
      for (time, row) in song.enumerated() {
        #expect(Set(row).count == 1)
        let first = time - min(time, (piece.start + time) % 4)
        #expect(row == song[first], "a block is hidden or not")
        hidden += row[0] == 0 ? 1 : 0
      }
    }
    #expect((20...80).contains(hidden))
  }

  /// A song's chance does not hang on what else is in the batch, nor on where a crop begins.
  @Test func chanceBelongsToTheSong() {
    let mask = InputMask(columns: 0.2, time: 0.3, block: 5)
    let both = masked(mask, pieces)
    #expect(masked(mask, [pieces[1]]) == [both[1]])
    let later = masked(mask, [SongPiece(song: 3, start: 15, count: 70)])
    #expect(later[0] == Array(both[1][10...]))
    #expect(masked(InputMask(), pieces).joined().allSatisfy { $0.allSatisfy { $0 == 1 } })
  }
}
