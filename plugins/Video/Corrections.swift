import Edits
import Pictures
import Shots
import StageKit

/// `corrections`: what a person has corrected in the labels of a video, laid over what was found.
struct Corrections: TrackStage {
  static let found = Input<ShotPlan>("shots", "The shots that were found.")
  static let shots = Output<ShotPlan>(
    "corrected",
    "The person's cuts, and the types that a person set, locked; without a file the shots as they were found. A cut that a "
      + "person looked at and left is sure.")

  static let file = Parameter<TrackFile?>(
    "file", default: try? TrackFile(.text("{track}.shots.csv"), unit: nil),
    "The table that the page has saved, beside the video; rows that a person set say so in the column `why`, or have "
      + "another type than `told`, and a table without whys is a person's whole.")

  static let declaration = StageDeclaration(
    id: "corrections", revision: 5,
    doc: "Takes in what a person has corrected on the page of labels: cuts and types, which then stay.",
    source: "The table of write.labels", inputs: [found], outputs: [shots], parameters: [file])

  private let file: TrackFile?

  init(_ settings: Settings) { file = settings[Self.file] }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let found = try inputs[Self.found]
    var outputs = Artifacts()
    outputs[Self.shots] = found
    guard let file, let bytes = try context.content(of: file) else { return outputs }
    let name = context.name(of: file)
    var findings = Diagnostics(file: name)
    let rows = try WrittenShot.shots(in: bytes, format: .csv, rate: found.rate, start: nil, findings: &findings)
    try findings.check()
    let plan = try Self.plan(of: rows, over: found, file: name)
    let (before, after) = (Set(found.shots.map(\.inFrame)), Set(plan.shots.map(\.inFrame)))
    let byHand = plan.shots.count(where: \.isLocked)
    let sure = Dictionary(uniqueKeysWithValues: found.shots.map { ($0.inFrame, $0.probability ?? 1) })
    let left = plan.shots.count { $0.probability == 1 && sure[$0.inFrame] ?? 1 < 1 }
    if byHand + left > 0 || before != after {
      context.warn(
        "\(name): \(byHand) of \(plan.shots.count) types by hand, \(after.subtracting(before).count) cuts added, "
          + "\(before.subtracting(after).count) deleted, \(left) looked at and left")
    }
    outputs[Self.shots] = plan
    return outputs
  }

  /// The rows of a table as shots in frames, each up to the next.
  private static func plan(
    of rows: [WrittenShot], over found: ShotPlan, file: String
  ) throws(Failure) -> ShotPlan {
    var faults = Diagnostics(file: file)
    var starts: [(frame: Int, row: WrittenShot)] = []
    for row in rows {
      let frame = starts.isEmpty ? 0 : found.rate.frame(rounding: row.start)
      if let last = starts.last, frame <= last.frame {
        faults.error(row.line, "the shot starts at \(row.start.text) s, not after the one above it")
      }
      // A cut beyond the end is of another video.
      if frame >= found.frames {
        faults.error(
          row.line, "the shot starts at \(row.start.text) s, after the video's end: are these of another one?")
      }
      starts.append((frame, row))
    }
    if rows.isEmpty { faults.error(.whole, "there is no shot; delete the file to begin anew") }
    let types = Dictionary(uniqueKeysWithValues: LabelTypes.all.map { ($0.lowercased(), $0) })
    let known = Dictionary(uniqueKeysWithValues: found.shots.map { ($0.inFrame, $0) })
    let lastPicture = found.shots.first { $0.reason == WrittenShot.noPicture }?.inFrame ?? found.frames
    var shots: [Shot] = []
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1].frame : found.frames
      let type = types[start.row.name.lowercased()]
      if type == nil {
        faults.error(
          start.row.line, "'\(start.row.name)' is no type; the types are \(LabelTypes.all.joined(separator: ", "))")
      }
      let isByHand = start.row.isByHand
      let cut = known[start.frame]
      shots.append(
        Shot(
          inFrame: start.frame, outFrame: end, type: isByHand ? type ?? Vocabulary.unknown : Vocabulary.unknown,
          // Of joined shots the type may be a person's, and the cut before them one that nobody has looked at.
          probability: start.row.cut ?? (isByHand ? 1 : cut?.probability ?? 1),
          reason: start.frame < lastPicture ? cut?.reason ?? WrittenShot.byHand : WrittenShot.noPicture,
          isLocked: isByHand))
    }
    try faults.check()
    return try ShotPlan(shots, rate: found.rate, start: found.start.frame, types: found.types)
  }
}
