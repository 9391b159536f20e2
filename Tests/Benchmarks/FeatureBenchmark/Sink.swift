import StageKit

/// Takes what a benchmark has made and writes nothing.
struct Sink: TrackStage {
  static let frames = ListInput<Frames>("frames", isRequired: false, "Frames that are made and kept.")
  static let events = ListInput<Events>("events", isRequired: false, "Events that are made and kept.")
  static let numbers = ListInput<Number>("numbers", isRequired: false, "Numbers that are made and kept.")
  static let document = Output<Document>("document", fileExtension: "none", "Nothing, but a plan needs a document.")

  static let declaration = StageDeclaration(
    id: "sink", doc: "Takes what a benchmark has made and writes nothing.", source: "own",
    inputs: [frames, events, numbers], outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts { Artifacts() }
}
