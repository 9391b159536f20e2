import Learning
import Networks
import StageKit

/// The rows of a stream, as many as a view of the song has frames.
enum ViewRows {
  /// The view that a stream's rate stands for.
  ///
  /// - Throws: ``Failure`` if a row does not cover whole seconds.
  static func view(of format: FrameFormat) throws(Failure) -> MusicView {
    let seconds = format.rate > 0 ? 1 / format.rate : 0
    let whole = seconds.rounded()
    guard ModelCard.views.contains(Int(min(whole, 1e6))), abs(seconds - whole) < 1e-6 * whole else {
      throw Failure(
        "takes rows of whole seconds, but is given \(format)", remedy: "pool the frames with a period of 1, 2 or 4 s")
    }
    return MusicView(seconds: Int(whole))
  }

  /// The rows of a song, where they are kept. A row more than the song has frames, of which only the centred end is heard,
  /// is left out; one too few is the last one again.
  ///
  /// All of them are read once, to see that their numbers are finite.
  ///
  /// - Throws: ``Failure`` if more rows are missing, or left over; or what reading kept rows throws.
  static func fitted(_ frames: Frames, view: MusicView, seconds: Int) throws -> Frames {
    let wanted = view.frames(inSeconds: seconds)
    let width = frames.format.width
    guard abs(frames.count - wanted) <= 1, frames.count > 0 else {
      throw Failure(
        "\(frames.count) rows of \(view.seconds) s do not fit a song of \(seconds) s",
        remedy: "make all views of a song from the same sound")
    }
    let rows = Frames(format: frames.format, store: FittedRows(rows: frames, count: wanted))
    try rows.forEachBlock { first, block in
      guard let place = block.firstIndex(where: { !$0.isFinite }) else { return }
      throw Failure("row \(first + place / width) has a number that is not finite")
    }
    return rows
  }
}

/// So many rows: one may be left out, or the last one there twice.
private struct FittedRows: RowStore {
  let rows: Frames
  let count: Int

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    guard range.upperBound > rows.count else { return try rows.read(range, body) }
    var values = try rows.read(min(range.lowerBound, rows.count - 1)..<rows.count) { Array($0) }
    values += values.suffix(rows.format.width)
    return try values.suffix(range.count * rows.format.width).withUnsafeBufferPointer(body)
  }
}
