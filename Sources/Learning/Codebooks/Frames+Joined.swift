import StageKit

extension Frames {
  /// The rows of songs, one song after another, read from them when they are read here.
  ///
  /// - Parameter format: That of all songs.
  public init(joining songs: [Frames], format: FrameFormat) {
    self.init(format: format, store: JoinedRows(songs: songs))
  }
}

private struct JoinedRows: RowStore {
  private let songs: [Frames]
  /// The first row of each song.
  private let starts: [Int]
  let count: Int

  init(songs: [Frames]) {
    var (starts, count) = ([Int](), 0)
    for song in songs {
      starts.append(count)
      count += song.count
    }
    (self.songs, self.starts, self.count) = (songs, starts, count)
  }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    var values: [Float] = []
    var song = lastSong(from: range.lowerBound)
    var row = range.lowerBound
    while row < range.upperBound {
      let part = row - starts[song]..<min(songs[song].count, range.upperBound - starts[song])
      // What lies in one song need not be copied.
      if part.count == range.count { return try songs[song].read(part, body) }
      values.reserveCapacity(range.count * songs[song].format.width)
      try songs[song].read(part) { values += $0 }
      row += part.count
      song += 1
    }
    return try values.withUnsafeBufferPointer(body)
  }

  /// The last song that starts at a row or before it.
  private func lastSong(from row: Int) -> Int {
    var songs = starts.indices
    while songs.count > 1 {
      let middle = songs.lowerBound + songs.count / 2
      songs = starts[middle] <= row ? middle..<songs.upperBound : songs.lowerBound..<middle
    }
    return songs.lowerBound
  }
}
