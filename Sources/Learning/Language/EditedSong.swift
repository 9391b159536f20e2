import Shots
import StageKit

/// A song with a person's edit of it, as a film language is learned from: shots in frames, and the music they were cut to.
public struct EditedSong: Sendable {
  /// How finely cuts are told apart, in frames per second; those of an edit at another rate are rounded to them.
  public static let rate = 25.0

  /// Length in frames.
  public let frames: Int
  /// The shots in order, at least one: each ends where the next starts, the first starts at 0, the last ends with the song.
  public let shots: [EditedShot]
  /// The same shots in seconds, before they were rounded.
  public let labels: [LabelledShot]
  /// Beats in seconds.
  public let beats: [Double]
  /// First beats of bars in seconds, as `cuts` counts bars: in pairs where they are short.
  public let bars: [Double]
  /// Where sections start, in seconds, without the one that starts the song.
  public let sections: [Double]
  /// Beats per minute; `nil` if there is no pulse or it is not known.
  public let tempo: Double?

  /// A cut this near to a section's start, in seconds, is meant for it, whatever the maker's lead.
  static let sectionReach = 0.25

  /// A song with its edit.
  ///
  /// - Parameters:
  ///   - labels: The edit's shots.
  ///   - beats: In seconds, in order.
  ///   - downbeats: The first beats of bars in seconds, in order; empty if not known.
  ///   - sections: The song's sections; `nil` if not known.
  ///   - tempo: Beats per minute; `nil` or 0 if not known.
  public init(
    _ labels: [LabelledShot], beats: [Double], downbeats: [Double] = [], sections: SectionMap? = nil,
    tempo: Double? = nil
  ) {
    self.labels = labels
    self.beats = beats
    bars = BarCount.bars(of: downbeats, longerThan: BarCount.shortest)
    self.tempo = tempo.flatMap { $0 > 0 ? $0 : nil }
    let end = labels.last?.end ?? 0
    self.sections = (sections?.sections ?? []).map(\.start).filter {
      $0 > Self.sectionReach && $0 < end - Self.sectionReach
    }
    frames = Self.frame(of: end)
    shots = Self.shots(labels, frames: frames, sections: sections)
  }

  /// The shots in frames. A shot that is shorter than a frame is left to the one before it.
  private static func shots(_ labels: [LabelledShot], frames: Int, sections: SectionMap?) -> [EditedShot] {
    var shots: [EditedShot] = []
    var start = 0
    for (index, label) in labels.enumerated() {
      let end = index == labels.count - 1 ? frames : min(frame(of: label.end), frames)
      guard end > start else { continue }
      let place = sections?.index(at: min(label.start + sectionReach, (label.start + label.end) / 2))
      let opened = sections?.sections.firstIndex { abs($0.start - label.start) <= sectionReach }
      shots.append(
        EditedShot(
          type: label.type, start: start, end: end, role: place.flatMap { sections?.roles[$0] },
          opens: opened.flatMap { sections?.roles[$0] }))
      start = end
    }
    return shots
  }

  /// The same edit without its music: what lengths and types alone can say of it.
  public var withoutMusic: EditedSong {
    EditedSong(labels, beats: [])
  }

  /// The frame that starts nearest to a time in seconds.
  static func frame(of time: Double) -> Int { Int((time * rate).rounded()) }
}

/// A shot of an edit, in frames of ``EditedSong/rate``.
public struct EditedShot: Sendable, Hashable {
  /// The column of its type; `nil` where nobody knows it.
  public let type: Int?
  /// Its first frame.
  public let start: Int
  /// The frame after its last.
  public let end: Int
  /// The role of the section in which it starts; `nil` if that has none.
  public let role: Role?
  /// The role of the section that it opens; `nil` if it opens none, or one without a role.
  public let opens: Role?

  /// How many frames it lasts.
  public var frames: Int { end - start }
}
