import Shots
import StageKit

/// A timeline as an edit decision list: an event for each shot that plays a clip. Source: CMX 3600.
public struct EDLWriter {
  private let timeline: SongTimeline
  private let dissolves: Dissolves
  /// Cards have no media of their own; what a camera's event is called stands in its comment.
  private var isNamedByMedia: Bool { timeline.mode == .cameras }

  /// The list; where there are more events than one can hold, with its continuations.
  public static func document(of timeline: SongTimeline, dissolves: Dissolves) -> Document {
    let writer = EDLWriter(timeline: timeline, dissolves: dissolves)
    let events = timeline.events.filter { $0.clip != nil }
    return EDLText.document(of: events, titled: timeline.name, at: timeline.plan.rate) {
      writer.lines(of: $1, number: $0)
    }
  }

  /// The event's line, or the two lines of a dissolve, and its notes.
  private func lines(of event: TimelineEvent, number: Int) -> [String] {
    guard let clip = timeline.clip(of: event) else { return [] }
    let first = Timecode(frame: clip.start.frame + event.clipFrame, rate: clip.start.rate)
    let source = (in: first, out: Timecode(frame: first.frame + event.shot.frames, rate: first.rate))
    let record = timeline.plan.timecodes(of: event.shot)
    let dissolve = dissolves[event]
    let line = EDLText.event(number, reel: clip.reel, dissolve: dissolve?.frames, source: source, record: record)
    let certainty = ASCIIText.line(event.certainty)
    let own = ShotName.name(of: event.shot.type, number: event.number)
    let shown = isNamedByMedia ? ["\(own) \(Self.onClip) \(ASCIIText.line(clip.name))"] : []
    let subject = isNamedByMedia ? event.shot.subject.map { "\(Self.subject)\(ASCIIText.line($0))" } : nil
    let comments = [shown + [certainty], [subject ?? ""], [ASCIIText.line(event.reason)]]
    let notes = comments.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }.filter { !$0.isEmpty }
      .map { "* COMMENT: \($0)" }
    guard let dissolve else { return [line, "* FROM CLIP NAME: \(name(event, clip))"] + notes }
    let outgoing = EDLText.event(
      number, reel: dissolve.clip.reel, source: (dissolve.end, dissolve.end), record: (record.in, record.in))
    return [
      outgoing, line, "* FROM CLIP NAME: \(name(dissolve.event, dissolve.clip))",
      "* TO CLIP NAME: \(name(event, clip))",
    ] + notes
  }

  private func name(_ event: TimelineEvent, _ clip: MediaClip) -> String {
    guard !isNamedByMedia else { return ASCIIText.line(clip.mediaName) }
    return ShotName.name(
      of: event.shot.type, number: event.number, showing: event.shot.subject.map { ASCIIText.line($0) })
  }

  /// What stands between the event's name and its clip's in comments.
  fileprivate static let onClip = "ON"
  /// What stands in comments before who is shown.
  fileprivate static let subject = "SUBJECT="
}

extension EDLEvent {
  /// What songboard calls an event that has the name of its media: `XLS_001` of `* COMMENT: XLS_001 ON CAM1`, or of
  /// `* COMMENT: XLS_001 P=0.74` of earlier versions.
  private var ownWords: [Substring]? {
    let comments = notes.reversed().lazy.compactMap { $0.value(of: "COMMENT")?.split(separator: " ") }
    return comments.first { words in
      guard words.first?.hasPrefix(EDLWriter.subject) == false else { return false }
      let number = words.first?.utf8.reversed().prefix(while: \.isDigit).count ?? 0
      guard number >= 3, words[0].dropLast(number).last == "_" else { return false }
      return words.count == 1 || words[1] == EDLWriter.onClip || words[1].contains("=")
    }
  }

  /// Who is shown, by songboard's own comment: `Ann` of `* COMMENT: SUBJECT=Ann`.
  var ownSubject: String? {
    notes.lazy.compactMap { $0.value(of: "COMMENT") }.first { $0.hasPrefix(EDLWriter.subject) }
      .map { String($0.dropFirst(EDLWriter.subject.count)) }
  }

  /// songboard's own name for the clip that the event shows: `CAM1` of `* COMMENT: XLS_001 ON CAM1`.
  var ownClipName: String? {
    guard let words = ownWords, words.count > 2, words[1] == EDLWriter.onClip else { return nil }
    return words[2...].prefix { !$0.hasPrefix("P=") && !$0.hasPrefix("RUNNER-UP=") }.joined(separator: " ")
  }

  /// The name of the clip which the event shows: of a transition, the one that comes in.
  var clipName: String? {
    let from = note("FROM CLIP NAME")
    return transition == "C" ? from : note("TO CLIP NAME") ?? from
  }

  /// What the event shows by its notes: songboard's own name for it, or else that of the clip.
  var shownName: String? { ownWords.map { String($0[0]) } ?? clipName }
}
