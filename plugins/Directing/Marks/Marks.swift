import Edits
import Shots
import StageKit

/// `marks`: the moments that a person has marked in an editor, for `cuts` to cut on.
struct Marks: TrackStage {
  static let marks = Output<Events>("marks", "The marks with their names as labels; nothing if the song has no file.")

  private static let endings = ["edl", "xml", "csv", "txt", "json"]
  static let files = Parameter(
    "files",
    default: endings.compactMap { try? TrackFile(.text("{track}.marks.\($0)"), unit: nil) },
    "Where a song's marks may be; one of these files at most.")
  static let rate = Parameter<FrameRate?>(
    "rate", default: nil, "The rate of frames and timecodes, where the file does not say it or says another.")
  static let start = Parameter<String?>(
    "start", default: nil,
    "The timecode at which the song starts; by default one hour, or midnight if a mark lies before one hour.")

  static let declaration = StageDeclaration(
    id: "marks",
    doc: "Reads the markers that a person has set beside a song in Resolve, Premiere, Audacity, Reaper or Kdenlive.",
    source: "The programs' own exports; the readers are in Sources/Edits/Markers",
    inputs: [], outputs: [marks], parameters: [files, rate, start])

  private let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    if let start = settings[Self.start], let rate = settings[Self.rate] { _ = try Timecode(start, rate: rate) }
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var found: [(name: String, bytes: [UInt8])] = []
    for file in settings[Self.files] {
      if let bytes = try context.content(of: file) { found.append((context.name(of: file), bytes)) }
    }
    guard found.count < 2 else {
      throw Failure(
        "there are marks in \(found.map(\.name).joined(separator: " and in "))",
        remedy: "keep one of them, or name it under `files`")
    }
    guard let file = found.first else {
      let names = settings[Self.files].map(context.name).joined(separator: ", ")
      context.warn("no file of marks for this track: \(names)")
      return Artifacts()
    }
    let all = try MarkReader.marks(
      in: file.bytes, path: file.name, rate: settings[Self.rate], start: settings[Self.start])
    let inside = all.events.filter { $0.start < context.track.seconds }
    if inside.count < all.events.count {
      context.warn(
        "\(all.events.count - inside.count) of the \(all.events.count) marks in \(file.name) lie behind the song's end "
          + "and are left out")
    }
    var outputs = Artifacts()
    outputs[Self.marks] = Events(inside)
    return outputs
  }
}
