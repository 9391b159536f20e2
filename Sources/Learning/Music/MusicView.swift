import StageKit

/// A view of the music: how many seconds one of its frames covers.
///
/// Frames and seconds are counted from 0: second `t` lies in frame `t / seconds`. A song need not fill its last frame.
/// Source: Lin et al., ACM MM 2020: views of 1, 2 and 4 s, where second t (from 1) lies in frame ceil(t / 2), ceil(t / 4).
public struct MusicView: Sendable, Hashable {
  /// Seconds per frame, at least 1.
  public let seconds: Int

  /// The view with frames of so many seconds.
  public init(seconds: Int) {
    self.seconds = max(1, seconds)
  }

  /// The view with a frame for each second: that of labels and predictions.
  public static let second = MusicView(seconds: 1)

  /// The three views of the paper, fine to coarse: 1, 2 and 4 s.
  public static let all = [MusicView(seconds: 1), MusicView(seconds: 2), MusicView(seconds: 4)]

  /// How many frames a song of whole seconds has.
  public func frames(inSeconds length: Int) -> Int {
    (length + seconds - 1) / seconds
  }

  /// The frame that a second lies in.
  public func frame(ofSecond second: Int) -> Int {
    second / seconds
  }

  /// Frames of this view repeated to seconds: how a coarse network's output is scored.
  ///
  /// - Throws: ``Failure`` if the view has another number of frames than the song needs.
  public func repeated(_ rows: TypeRows, toSeconds length: Int) throws(Failure) -> TypeRows {
    try check(frames: rows.count, inSeconds: length)
    var repeated = TypeRows(types: rows.types)
    repeated.values.reserveCapacity(length * rows.types)
    for second in 0..<length { repeated.values += rows[frame(ofSecond: second)] }
    return repeated
  }

  /// The mean of the seconds that each frame covers; the last frame's of those that exist.
  ///
  /// The paper's equations (11) and (12): the student's probabilities as an assistant's target.
  public func averaged(_ rows: TypeRows) -> TypeRows {
    var means = TypeRows(types: rows.types)
    for frame in 0..<frames(inSeconds: rows.count) {
      let covered = frame * seconds..<min((frame + 1) * seconds, rows.count)
      for type in 0..<rows.types {
        let sum = covered.reduce(0.0) { $0 + rows.values[$1 * rows.types + type] }
        means.values.append(sum / Double(covered.count))
      }
    }
    return means
  }

  /// Refuses a view that does not have the frames that a song needs.
  func check(frames count: Int, inSeconds length: Int) throws(Failure) {
    let needed = frames(inSeconds: length)
    guard count == needed else {
      throw Failure(
        "the \(seconds) s view has \(count) frames, but \(length) s need \(needed)",
        remedy: "make all views of one song from the same sound")
    }
  }
}
