import StageKit
import Formats

/// Writes frames, events and numbers as an archive of NumPy arrays, with what explains them.
struct WriteNPZ: TrackStage {
  static let frames = ListInput<Frames>(
    "frames", isRequired: false,
    "Frames, each an array of float32 of shape (rows, width), or (rows,) if one wide; `NAME.columns`, "
      + "`NAME.frequencies` in Hz and `NAME.quantity` say what the numbers are. `sr`, `hop` in samples and `times` in "
      + "seconds say where the rows stand; where frames differ in one of these, each has its own, `NAME.times`.")
  static let events = ListInput<Events>(
    "events", isRequired: false,
    "Events, each an array of float64 of the start times in seconds; `NAME.ends`, `NAME.labels` and `NAME.groups` of "
      + "those that have some.")
  static let numbers = ListInput<Number>(
    "numbers", isRequired: false, "Numbers, each a float64 without dimensions.")
  static let document = Output<Document>("document", fileExtension: "npz", "The archive, for numpy.load.")

  static let declaration = StageDeclaration(
    id: "write.npz", revision: 2,
    doc: "Writes frames, events and numbers as NumPy arrays, with what explains them: times, columns, labels.",
    source: "numpy.savez: NumPy array format 1.0 in a zip archive without compression; times as librosa.frames_to_time",
    inputs: [frames, events, numbers],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let arrays =
      NamedArray.arrays(of: inputs[Self.frames].map { ($0.name, $0.value) })
      + inputs[Self.events].flatMap { NamedArray.arrays(of: $0.value, named: $0.name) }
      + inputs[Self.numbers].map { NamedArray($0.name, number: $0.value.value) }
    try check(arrays.map(\.name))
    var outputs = Artifacts()
    outputs[Self.document] = ZipArchive(members: arrays.map { ("\($0.name).npy", $0.content) }).document
    return outputs
  }

  private func check(_ names: [String]) throws(Failure) {
    guard !names.isEmpty else {
      throw Failure("there is nothing to write", remedy: "wire frames, events or numbers to the stage")
    }
    var seen: Set<String> = []
    if let repeated = names.first(where: { !seen.insert($0).inserted }) {
      throw Failure("two arrays would be called '\(repeated)'", remedy: "give one of the stages another name")
    }
  }
}
