import Learning
import Shots
import StageKit

/// What networks learn from besides labels, by song: all in one spool, and so in a temporary file where they are many.
struct SongTargets {
  private var spool: RowSpool
  /// By the song's identity: its rows.
  private var places: [String: Range<Int>] = [:]

  /// No targets yet, for these types.
  init(types: [String]) {
    spool = RowSpool(format: .shotTypes(types))
  }

  /// Whether no song has any.
  var isEmpty: Bool { places.isEmpty }

  /// Keeps the softened probabilities of a song, one row for each frame.
  ///
  /// - Throws: ``Failure`` if a temporary file cannot be written.
  mutating func add(_ rows: TypeRows, of song: TrackInfo) throws {
    let start = spool.frames.count
    places[song.id] = start..<start + rows.count
    try spool.append(Rows(width: rows.types, values: rows.values.map { Float($0) }))
  }

  /// A song's rows; `nil` if it has none.
  func frames(of song: TrackInfo) -> Frames? {
    let all = spool.frames
    return places[song.id].map { Frames(format: all.format, store: RowRange(rows: all, range: $0)) }
  }
}

/// Some neighbouring rows of others.
private struct RowRange: RowStore {
  let rows: Frames
  let range: Range<Int>

  var count: Int { range.count }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try rows.read(range.lowerBound + self.range.lowerBound..<range.upperBound + self.range.lowerBound, body)
  }
}
