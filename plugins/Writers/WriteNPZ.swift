import Formats
import StageKit

/// Writes frames, events and numbers as an archive of NumPy arrays.
struct WriteNPZ: TrackStage {
  static let frames = ListInput<Frames>(
    "frames", isRequired: false, "Frames, each an array of float32 of shape (rows, width), or (rows,) if one wide.")
  static let events = ListInput<Events>(
    "events", isRequired: false, "Events, each an array of float64 of the start times in seconds.")
  static let numbers = ListInput<Number>(
    "numbers", isRequired: false, "Numbers, each a float64 without dimensions.")
  static let document = Output<Document>("document", fileExtension: "npz", "The archive, for numpy.load.")

  static let declaration = StageDeclaration(
    id: "write.npz",
    doc: "Writes frames, events and numbers as an archive of NumPy arrays, each under the name it is wired by.",
    source: "numpy.savez: NumPy array format 1.0 in a zip archive without compression",
    inputs: [frames, events, numbers],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let arrays =
      inputs[Self.frames].map { ($0.name, Self.array($0.value)) }
      + inputs[Self.events].map { ($0.name, Self.array($0.value)) }
      + inputs[Self.numbers].map { ($0.name, Self.array($0.value)) }
    try check(arrays.map(\.0))
    var outputs = Artifacts()
    outputs[Self.document] = ZipArchive(members: arrays.map { ("\($0).npy", $1) }).document
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

  /// Rows as float32 of shape (rows, width), or (rows,) for a width of 1. The rows are read while they are written.
  private static func array(_ frames: Frames) -> Document {
    let (count, width) = (frames.count, frames.format.width)
    return Document { sink in
      try sink.write(NumPyHeader.bytes(.single, shape: width == 1 ? [count] : [count, width]))
      try frames.forEachBlock { _, rows in
        // All platforms of the package keep numbers in the file's order, least significant byte first.
        try sink.write(Array(UnsafeRawBufferPointer(rows)))
      }
    }
  }

  /// Start times in seconds as float64 of shape (events,).
  private static func array(_ events: Events) -> Document {
    Document(bytes: NumPyFile.bytes(of: events.times, shape: [events.events.count]))
  }

  /// The number as a float64 without dimensions.
  private static func array(_ number: Number) -> Document {
    Document(bytes: NumPyFile.bytes(of: [number.value], shape: []))
  }
}
