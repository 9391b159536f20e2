/// A shot as the paper defines it: a run of frames with the same label.
public struct ShotRun: Sendable, Hashable {
  /// The column of the type.
  public let type: Int
  /// Its first frame.
  public let start: Int
  /// How many frames it lasts.
  public let frames: Int

  /// A run of equal labels.
  public init(type: Int, start: Int, frames: Int) {
    self.type = type
    self.start = start
    self.frames = frames
  }

  /// The runs of equal labels, in order.
  ///
  /// - Parameter repeats: Frames at which a shot starts though the label stays.
  public static func runs(of labels: [Int], repeats: Set<Int> = []) -> [ShotRun] {
    var runs: [ShotRun] = []
    var start = 0
    for frame in labels.indices
    where frame + 1 == labels.count || labels[frame + 1] != labels[frame] || repeats.contains(frame + 1) {
      runs.append(ShotRun(type: labels[frame], start: start, frames: frame + 1 - start))
      start = frame + 1
    }
    return runs
  }
}
