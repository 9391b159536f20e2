import Shots

/// The cuts of an edit as a file states them.
public struct CutList: Sendable {
  /// Whether something plays during a cut.
  public enum Picture: Sendable {
    /// A clip plays.
    case shown
    /// The file says that nothing plays: it has a gap, or a marker alone.
    case gap
    /// The file says nothing of these frames, as formats do whose events have places of their own.
    case hole
  }

  /// A shot of an edit, or a stretch without a picture.
  public struct Cut: Sendable {
    /// The first frame, counted from the edit's first.
    public let inFrame: Int
    /// The frame after the last one.
    public let outFrame: Int
    /// The shot's name in the file.
    public let name: String
    /// The line where it stands.
    public let line: Int
    /// Whether something plays.
    public let picture: Picture
    /// The shot type, in formats that have a field for it.
    public let type: String?
    /// Who is shown, in formats that have a field for it: empty for nobody; `nil` if the file does not say.
    public let subject: String?
    /// Whether the shot is locked, in formats that have a field for it; `nil` if the file does not say.
    public let isLocked: Bool?
    /// What plays, as far as the file says.
    public let clip: CutClip?

    init(
      inFrame: Int, outFrame: Int, name: String, line: Int, picture: Picture = .shown, type: String? = nil,
      subject: String? = nil, isLocked: Bool? = nil, clip: CutClip? = nil
    ) {
      self.inFrame = inFrame
      self.outFrame = outFrame
      self.name = name
      self.line = line
      self.picture = picture
      self.type = type
      self.subject = subject
      self.isLocked = isLocked
      self.clip = clip
    }

    /// Whether no picture plays.
    public var isGap: Bool { picture != .shown }

    /// The same cut some frames later.
    func moved(by frames: Int) -> Cut {
      Cut(
        inFrame: inFrame + frames, outFrame: outFrame + frames, name: name, line: line, picture: picture, type: type,
        subject: subject, isLocked: isLocked, clip: clip)
    }

    /// The cut with other borders, its clip running on as it does.
    func part(_ frames: Range<Int>) -> Cut {
      Cut(
        inFrame: frames.lowerBound, outFrame: frames.upperBound, name: name, line: line, picture: picture, type: type,
        subject: subject, isLocked: isLocked, clip: clip?.moved(by: frames.lowerBound - inFrame))
    }
  }

  /// The format that it was read from.
  public let format: CutFormat
  /// The frame rate.
  public let rate: FrameRate
  /// Whether the file says if its timecode is drop-frame.
  public let statesDropFrame: Bool
  /// The frame number of the first frame's timecode; `nil` if the file has none.
  public private(set) var start: Int?
  /// The shots in the file's order.
  public private(set) var cuts: [Cut]
  /// The length that the file states, in frames; `nil` if it states none.
  public let statedFrames: Int?
  /// The song's file as the edit names it; empty if it names none.
  public var song = ""
  /// The media files that the edit names.
  public var media: [CutMedia] = []
  /// The size of the pictures, in formats that say it.
  public var picture: CutPicture?

  /// The length in frames: where the last shot ends.
  public var frames: Int { cuts.last?.outFrame ?? 0 }

  /// Whether nothing plays anywhere: markers alone, each of which stands for a shot.
  var isOfMarkers: Bool { !cuts.contains { $0.picture == .shown } }

  /// The frames at which shots start, and the end.
  public var borders: [Int] { cuts.map(\.inFrame) + [frames] }

  /// The list with one that goes on where it ends, as lists of more than 999 events do; `nil` if the other does not.
  ///
  /// Between a full list and the next there may be a hole.
  public func followed(by next: CutList) -> CutList? {
    guard let start, let nextStart = next.start, next.rate == rate else { return nil }
    let hole = nextStart - start - frames
    let isFull = cuts.count { $0.picture != .hole }.isMultiple(of: Self.mostEvents)
    guard hole == 0 || (hole > 0 && isFull) else { return nil }
    let between = hole > 0 ? [Cut(hole: frames..<frames + hole)] : []
    return with(cuts: cuts + between + next.cuts.map { $0.moved(by: frames + hole) })
  }

  /// What one edit decision list holds.
  private static let mostEvents = 999

  /// The list with a hole wherever its events leave frames out, up to the length that the file states.
  var withHoles: CutList {
    var filled: [Cut] = []
    var end = 0
    for cut in cuts {
      if cut.inFrame > end { filled.append(Cut(hole: end..<cut.inFrame)) }
      filled.append(cut)
      end = max(end, cut.outFrame)
    }
    if let statedFrames, statedFrames > end, !cuts.isEmpty { filled.append(Cut(hole: end..<statedFrames)) }
    return with(cuts: filled)
  }

  /// The list as a part of a longer edit, with holes before and behind it.
  ///
  /// - Parameters:
  ///   - start: The timecode's frame number at which the edit starts, at the list's own start or before.
  ///   - frames: The edit's length, at least up to the list's end.
  func within(start newStart: Int, frames newFrames: Int) -> CutList {
    let lead = (start ?? newStart) - newStart
    let end = lead + frames
    return with(
      cuts: (lead > 0 ? [Cut(hole: 0..<lead)] : []) + cuts.map { $0.moved(by: lead) }
        + (newFrames > end ? [Cut(hole: end..<newFrames)] : []), start: newStart)
  }

  private func with(cuts: [Cut], start newStart: Int? = nil) -> CutList {
    var list = self
    list.cuts = cuts
    list.start = newStart ?? start
    return list
  }
}

extension CutList.Cut {
  /// Frames that a file says nothing of.
  fileprivate init(hole frames: Range<Int>) {
    self.init(inFrame: frames.lowerBound, outFrame: frames.upperBound, name: "nothing", line: 0, picture: .hole)
  }
}
