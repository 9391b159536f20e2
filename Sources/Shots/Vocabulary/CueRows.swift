import StageKit

/// The cues of a track, one row per second, for stages that look at spans of the music.
public struct CueRows: Sendable {
  private let values: [Float]
  private let count: Int

  /// The rows of a stream of cues.
  ///
  /// - Throws: ``Failure`` if the frames are something else, or what reading the rows throws.
  public init(_ frames: Frames) throws {
    try frames.format.require(.musicCues)
    guard frames.format.columns == FrameFormat.musicCues.columns else {
      throw Failure(
        "takes the cues \(FrameFormat.musicCues.columns.joined(separator: ", ")), "
          + "but is given \(frames.format.columns.joined(separator: ", "))", remedy: "wire `cues` to the stage cues")
    }
    values = try frames.values()
    count = frames.count
  }

  /// A cue's value in each second.
  public func values(of cue: Cue) -> [Double] {
    (0..<count).map { Double(values[$0 * Cue.allCases.count + cue.rawValue]) }
  }

  /// The mean of a cue over the seconds that a span in seconds touches; `nil` if there are no rows.
  public func mean(of cue: Cue, from start: Double, to end: Double) -> Double? {
    guard count > 0 else { return nil }
    let first = min(max(0, Int(start)), count - 1)
    let rows = first...max(first, min(Int(end.rounded(.up)) - 1, count - 1))
    let sum = rows.reduce(0.0) { $0 + Double(values[$1 * Cue.allCases.count + cue.rawValue]) }
    return sum / Double(rows.count)
  }
}

extension Quantity {
  /// What the music does in each second: a column per ``Cue``.
  public static let musicCues = Quantity(rawValue: "music cues")
}

extension FrameFormat {
  /// A column per ``Cue``, one row per second, of audio whose sample rate is not known.
  public static let musicCues = musicCues(sampleRate: 0)

  /// A column per ``Cue``, one row per second.
  ///
  /// - Parameter sampleRate: Sample rate of the audio that was heard, in Hz.
  public static func musicCues(sampleRate: Double) -> FrameFormat {
    FrameFormat(
      quantity: .musicCues, width: Cue.allCases.count, rate: 1, sampleRate: sampleRate,
      columns: Cue.allCases.map { "\($0)" })
  }
}
