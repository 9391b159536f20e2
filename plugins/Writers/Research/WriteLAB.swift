import Edits
import Shots
import StageKit

/// Writes events or shots as lines of times and labels, for the tools of music information retrieval.
struct WriteLAB: TrackStage {
  static let events = OptionalInput<Events>(
    "events",
    "Events: a line for each with its start, its end and its label; without what none of them has. If some are points and "
      + "some are spans, the points are spans of length 0, which mir_eval refuses as intervals.")
  static let shots = OptionalInput<ShotPlan>("shots", "A shot plan: a line for each shot with start, end and type.")
  static let document = Output<Document>("document", fileExtension: "lab", "The lines, with tabs.")

  static let declaration = StageDeclaration(
    id: "write.lab",
    doc: "Writes sections or shots as labelled spans, beats or onsets as a column of times, for mir_eval and others.",
    source: "mir_eval.io: load_labeled_intervals, load_intervals, load_labeled_events and load_events; the layers that "
      + "Sonic Visualiser imports",
    inputs: [events, shots],
    oneOf: [events, shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let lists = [inputs[Self.events]?.events, inputs[Self.shots]?.labels].compactMap(\.self)
    guard lists.count < 2 else {
      throw Failure("\(lists.count) things are wired, and a file holds one", remedy: "wire events or shots")
    }
    // What is wired may give nothing of a song: `marks`, where a person has set none. Its file has no lines then, so that
    // those who read a library find a file of each song.
    if lists.isEmpty { context.warn("what is wired gave nothing for this track; the file has no lines") }
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: Self.lines(of: lists.first ?? []).joined())
    return outputs
  }

  /// A line for each event. Readers go by the number of columns, so all lines have the same; seconds are in the fewest
  /// digits that read back as the same number.
  private static func lines(of events: [Event]) -> [String] {
    let haveEnds = events.contains { $0.end != $0.start }
    let haveLabels = events.contains { !$0.label.isEmpty }
    return events.map { event in
      let times = [event.start.description] + (haveEnds ? [event.end.description] : [])
      return (times + (haveLabels ? [OneLine.text(event.label)] : [])).joined(separator: "\t") + "\n"
    }
  }
}

extension ShotPlan {
  /// The shots as spans that are called by their types.
  fileprivate var labels: [Event] {
    shots.map { shot in
      let seconds = seconds(of: shot)
      return Event(from: seconds.start, to: seconds.end, label: shot.type)
    }
  }
}
