import Shots
import StageKit

/// Which cuts become dissolves.
public enum DissolvePlace: String, Choice {
  /// Cuts within half a second of a section's start.
  case sections
  /// All cuts.
  case all
}

/// Which shots of a timeline come in by a dissolve, and out of what.
public struct Dissolves: Sendable {
  /// A dissolve: the clip before goes on under the next one.
  struct Dissolve {
    /// Length in frames, from the cut on.
    let frames: Int
    /// The clip that goes.
    let clip: MediaClip
    /// The event that played it.
    let event: TimelineEvent
    /// Its timecode at the cut.
    let end: Timecode
  }

  /// A cut this near to a section's start, in seconds, is that section's.
  private static let reach = 0.5
  /// A dissolve of fewer frames is a cut.
  private static let shortest = 2

  private var byNumber: [Int: Dissolve] = [:]

  /// The dissolves of a timeline.
  ///
  /// A dissolve is as long as asked, but no longer than the shot that comes, nor than what the clip that goes still has.
  ///
  /// - Parameter frames: The length that is asked for; there are none if `nil`.
  public init(in timeline: SongTimeline, frames: Int?, at place: DissolvePlace, sections: [Event]) {
    guard let frames else { return }
    for (before, event) in zip(timeline.events, timeline.events.dropFirst()) {
      guard event.clip != nil, let clip = timeline.clip(of: before) else { continue }
      let cut = timeline.plan.seconds(of: event.shot).start
      guard place == .all || sections.contains(where: { abs($0.start - cut) <= Self.reach }) else { continue }
      let end = before.clipFrame + before.shot.frames
      let length = min(frames, event.shot.frames, clip.frames - end)
      guard length >= Self.shortest else { continue }
      byNumber[event.number] = Dissolve(
        frames: length, clip: clip, event: before,
        end: Timecode(frame: clip.start.frame + end, rate: clip.start.rate))
    }
  }

  /// The dissolve that an event comes in by.
  subscript(event: TimelineEvent) -> Dissolve? { byNumber[event.number] }
}
