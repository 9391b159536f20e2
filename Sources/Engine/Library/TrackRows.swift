import Formats
import Pipeline
import StageKit

/// A track's rows in all views, read from the user's own files.
struct TrackRows {
  /// The rows by the source's port.
  let frames: [PortReference: Frames]
  /// The track's length in seconds, as the first view has it.
  let seconds: Double

  /// Reads the views of a track.
  ///
  /// - Throws: ``Failure`` that names the file if one cannot be read, has rows of another width, or does not last as
  ///   long as the first.
  init(_ track: LibraryTrack, views: [FrameView]) throws(Failure) {
    var frames: [PortReference: Frames] = [:]
    var seconds: Double?
    for view in views {
      guard let format = view.format else { continue }
      let path = view.file?.path(for: track.fileStem, format: track.ending) ?? track.file
      let rows = try NumPyFile.rows(of: path)
      guard rows.width == format.width else {
        throw Failure(
          "\(path): rows of \(rows.width) numbers, but the view '\(view.name)' has rows of \(format.width)",
          remedy: "correct the view's `width`, or make all tracks in the same way")
      }
      let length = seconds ?? Double(rows.count) / view.rate
      seconds = length
      try Self.check(rows.count, of: view, path: path, seconds: length)
      let port = PortReference(stage: PortReference.source, port: view.name)
      frames[port] = Frames(format: format, values: rows.values)
    }
    self.frames = frames
    self.seconds = seconds ?? 0
  }

  /// A view has a row for each period that has begun, the last of which may be short. Rates such as 1/3 Hz are written
  /// rounded, so a thousandth is free.
  private static func check(_ count: Int, of view: FrameView, path: String, seconds: Double) throws(Failure) {
    let exact = seconds * view.rate
    let slack = exact / 1000
    guard Double(count) >= exact - slack, Double(count) < exact + 1 + slack else {
      let wanted = Int((exact - 1e-6).rounded(.up))
      throw Failure(
        "\(path): \(count) rows at \(view.rate.text) Hz, but the track lasts \(seconds.text) s by its first view, "
          + "which makes \(wanted)", remedy: "each second needs its row, and the last row may be of a shorter time")
    }
  }
}
