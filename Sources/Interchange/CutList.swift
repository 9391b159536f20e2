import Timeline

/// The cuts of an edit as a file states them.
public struct CutList: Sendable {
  /// A shot of an edit.
  public struct Cut: Sendable {
    /// The first frame, counted from the edit's first.
    public let inFrame: Int
    /// The frame after the last one.
    public let outFrame: Int
    /// The shot's name in the file.
    public let name: String
    /// The line where it stands.
    public let line: Int
  }

  /// The format that it was read from.
  public let format: CutFormat
  /// The frame rate.
  public let rate: FrameRate
  /// Whether the file says if its timecode is drop-frame.
  public let statesDropFrame: Bool
  /// The frame number of the first frame's timecode; `nil` if the file has none.
  public let start: Int?
  /// The shots in the file's order.
  public let cuts: [Cut]
  /// The length that the file states, in frames; `nil` if it states none.
  public let statedFrames: Int?

  /// The length in frames: where the last shot ends.
  public var frames: Int { cuts.last?.outFrame ?? 0 }

  /// The frames at which shots start, and the end.
  public var borders: [Int] { cuts.map(\.inFrame) + [frames] }

  /// The list with one that goes on where it ends, as lists of more than 999 events do; `nil` if the other does not.
  public func followed(by next: CutList) -> CutList? {
    guard let start, next.rate == rate, next.start == start + frames else { return nil }
    let moved = next.cuts.map { cut in
      Cut(inFrame: cut.inFrame + frames, outFrame: cut.outFrame + frames, name: cut.name, line: cut.line)
    }
    return CutList(
      format: format, rate: rate, statesDropFrame: statesDropFrame, start: start, cuts: cuts + moved, statedFrames: nil)
  }
}
