import Edits

/// What a format cannot carry: it does not come back unless the plan that the edit was made from lies beside it.
enum FormatLoss: String, CaseIterable {
  /// Probability, runner-up, reason, lock, sections and tempo.
  case reasons = "why a shot is as it is"
  /// Letters of subjects that are not ASCII; accents are dropped.
  case subjectLetters = "letters of subjects beyond A to Z"
  /// Whether timecode drops frames.
  case dropFrame = "drop-frame counting"
  /// The timecode of the first frame.
  case start = "the start timecode"
  /// The types of shots that no camera shows.
  case gaps = "shots without a picture"
  /// The types of shots that cameras show.
  case cameraTypes = "types where cameras play"
  /// All of the cameras.
  case cameras = "cameras"
  /// Names of camera clips; they are named after their files.
  case clipNames = "clip names"
  /// Reels of camera clips; they are named after the clips.
  case reels = "reels"
  /// The timecode of a camera clip's first frame.
  case clipStarts = "where a clip's timecode starts"
  /// Folders of camera files.
  case folders = "folders of camera files"
  /// Lengths of camera clips.
  case lengths = "lengths of clips"
  /// The size of camera clips' pictures.
  case sizes = "picture sizes of clips"

  /// What each format loses.
  static let table: [(format: CutFormat, name: String, losses: [FormatLoss])] = [
    (.json, "JSON", []),
    (.csv, "CSV", [.reasons, .cameras]),
    (.edl, "EDL", [.reasons, .subjectLetters, .gaps, .clipStarts, .folders, .lengths, .sizes]),
    (.otio, "OTIO", [.reasons, .dropFrame, .reels, .sizes]),
    (.fcp7, "FCP7 XML", [.reasons, .gaps, .clipNames, .sizes]),
    (.fcpxml, "FCPXML", [.reasons, .reels, .sizes]),
    (.mlt, "MLT, Kdenlive, Shotcut", [.reasons, .dropFrame, .start, .gaps, .cameraTypes, .reels, .clipStarts, .sizes]),
  ]

  /// The table as the manual has it.
  static var markdown: String {
    let rows = table.map { row in
      "| \(row.name) | \(row.losses.isEmpty ? "nothing" : row.losses.map(\.rawValue).joined(separator: ", ")) |"
    }
    return (["| format | alone, it loses |", "|---|---|"] + rows).joined(separator: "\n")
  }
}
