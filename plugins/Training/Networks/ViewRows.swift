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

  /// The rows of a song, row-major. A row more than the song has frames, of which only the centred end is heard, is left
  /// out; one too few is the last one again.
  ///
  /// - Throws: ``Failure`` if more rows are missing, or left over; or what reading kept rows throws.
  static func values(of frames: Frames, view: MusicView, seconds: Int) throws -> [Float] {
    let wanted = view.frames(inSeconds: seconds)
    let width = frames.format.width
    guard abs(frames.count - wanted) <= 1, frames.count > 0 else {
      throw Failure(
        "\(frames.count) rows of \(view.seconds) s do not fit a song of \(seconds) s",
        remedy: "make all views of a song from the same sound")
    }
    var values = try frames.read(0..<min(frames.count, wanted)) { Array($0) }
    if frames.count < wanted { values += values.suffix(width) }
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw Failure("row \(place / width) has a number that is not finite")
    }
    return values
  }
}
