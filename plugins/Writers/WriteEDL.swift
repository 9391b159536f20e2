import StageKit
import Shots

/// Writes the shot plan as an edit decision list: a storyboard of cards, a cut of cameras, or markers.
///
/// A list holds 999 events; further shots go to a second list, and so on, whose record timecodes go on.
struct WriteEDL: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections, at whose starts dissolves may stand.")
  static let document = Output<Document>("document", fileExtension: "edl", "The edit decision list.")
  static let reel = Parameter(
    "reel", default: ReelName.cards,
    "The reel of the card clip that all events point at, of 1 to 8 capitals, digits and underscores.")
  static let dissolve = Parameter<Int?>(
    "dissolve", default: nil, unit: .frames, in: 2...250,
    "Length of dissolves; shorter where a shot or a camera's clip ends before; none is cuts only.")
  static let dissolveAt = Parameter(
    "dissolve_at", default: DissolvePlace.sections, "Which cuts become dissolves: those at sections' starts, or all.")

  static let declaration = StageDeclaration(
    id: "write.edl", revision: 3,
    doc: "Writes the shot plan as an edit decision list of cards, cameras or markers.",
    source: "CMX 3600, in fixed columns; timecode by SMPTE ST 12-1",
    inputs: [shots, sections],
    outputs: [document],
    parameters: [TimelineSettings.mode, reel, dissolve, dissolveAt])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mode = settings[TimelineSettings.mode]
    let timeline = try SongTimeline(
      inputs[Self.shots], of: context.track, mode: mode, reel: settings[Self.reel])
    var outputs = Artifacts()
    if mode == .markers {
      outputs[Self.document] = MarkerList.document(of: timeline)
    } else {
      let dissolves = Dissolves(
        in: timeline, frames: settings[Self.dissolve], at: settings[Self.dissolveAt],
        sections: inputs[Self.sections]?.events ?? [])
      let items = timeline.events.filter { $0.clip != nil }
      outputs[Self.document] = EditList.document(of: items, titled: timeline.name, at: timeline.plan.rate) {
        lines(of: $1, number: $0, in: timeline, dissolve: dissolves[$1])
      }
    }
    return outputs
  }

  /// The event's line, or the two lines of a dissolve, and its notes.
  private func lines(
    of event: TimelineEvent, number: Int, in timeline: SongTimeline, dissolve: Dissolves.Dissolve?
  ) -> [String] {
    guard let clip = timeline.clip(of: event) else { return [] }
    let first = Timecode(frame: clip.start.frame + event.clipFrame, rate: clip.start.rate)
    let source = (in: first, out: Timecode(frame: first.frame + event.shot.frames, rate: first.rate))
    let record = timeline.plan.timecodes(of: event.shot)
    let line = EditList.event(number, reel: clip.reel, dissolve: dissolve?.frames, source: source, record: record)
    // Cards have no media of their own; what a camera's event is called stands in its comment.
    let isNamedByMedia = settings[TimelineSettings.mode] == .cameras
    func name(_ event: TimelineEvent, _ clip: MediaClip) -> String {
      isNamedByMedia ? ASCIIText.line(clip.mediaName) : event.name
    }
    let comment = (isNamedByMedia ? "\(event.name) " : "") + Self.certainty(of: event.shot)
    let notes = ["* COMMENT: \(comment)"] + Self.reason(of: event.shot)
    guard let dissolve else { return [line, "* FROM CLIP NAME: \(name(event, clip))"] + notes }
    let outgoing = EditList.event(
      number, reel: dissolve.clip.reel, source: (dissolve.end, dissolve.end), record: (record.in, record.in))
    let names = (from: name(dissolve.event, dissolve.clip), to: name(event, clip))
    return [outgoing, line, "* FROM CLIP NAME: \(names.from)", "* TO CLIP NAME: \(names.to)"] + notes
  }

  private static func certainty(of shot: Shot) -> String {
    let runnerUp = shot.runnerUp.map { " RUNNER-UP=\(ASCIIText.word($0))" } ?? ""
    return "P=\(shot.probability.fixed(2))\(runnerUp)"
  }

  private static func reason(of shot: Shot) -> [String] {
    let reason = ASCIIText.line(shot.reason)
    return reason.isEmpty ? [] : ["* COMMENT: \(reason)"]
  }
}
