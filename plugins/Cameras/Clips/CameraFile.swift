import Formats
import Shots
import StageKit

/// Reads `cameras.yaml`: the clips of a song's cameras.
///
/// ```yaml
/// version: 1
/// clips:
///   CAM1: {reel: A001, file: media/cam1.mov, rate: 25, offset: 12.5, types: {CU: .9, MCU: .8}}
/// ```
public struct CameraFile {
  private static let version = "1"
  private static let fields = [
    WrittenField("version", .words([version]), isRequired: true, "The version of the file's form."),
    WrittenField(
      "clips", .mapping(.record(CameraEntry.fields), keys: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"), isRequired: true,
      "The clips by name."),
  ]

  /// What a file may look like.
  public static var form: WrittenForm { .record(fields) }

  private var report: Diagnostics
  private let rate: FrameRate
  private let types: [String]

  /// The clips of a file, in its order, at least one.
  ///
  /// - Parameters:
  ///   - name: The file, as messages name it.
  ///   - rate: The rate of clips that state none.
  ///   - types: The types that clips may name.
  /// - Throws: ``Failure`` with all that is wrong, by line.
  static func clips(
    in bytes: [UInt8], name: String, rate: FrameRate, types: [String]
  ) throws(Failure) -> [CameraClip] {
    var file = CameraFile(report: Diagnostics(file: name), rate: rate, types: types)
    let root = NodeComposer.compose(bytes, report: &file.report)
    let clips = root.map { file.clips($0) } ?? []
    try file.report.check()
    return clips
  }

  private mutating func clips(_ root: Node) -> [CameraClip] {
    let form = "a mapping with the keys version and clips"
    guard let values = root.values(of: "the file", form: form, keys: Self.fields.map(\.name), report: &report) else {
      return []
    }
    if values["version"]?.value.text?.value != Self.version {
      report.error(values["version"]?.value.mark ?? root.mark, "the file must have `version: \(Self.version)`")
    }
    guard let node = values["clips"]?.value else {
      report.error(root.mark, "the file has no `clips`")
      return []
    }
    let entries = node.entries(of: "`clips`", form: "a mapping {name: {types: ...}}", report: &report) ?? []
    if entries.isEmpty, !report.hasErrors { report.error(node.mark, "`clips` names no clip") }
    let clips = entries.compactMap { entry -> (Node.Entry, CameraClip)? in
      var reader = CameraEntry(entry, rate: rate, types: types, report: report)
      let clip = reader.clip()
      report = reader.report
      return clip.map { (entry, $0) }
    }
    checkReels(clips)
    return clips.map(\.1)
  }

  /// Reels that were made from names must not fall together by chance.
  private mutating func checkReels(_ clips: [(entry: Node.Entry, clip: CameraClip)]) {
    var owners: [String: String] = [:]
    for (entry, clip) in clips {
      let isWritten =
        if case .mapping(let keys) = entry.value.content { keys.contains { $0.key.value == "reel" } } else { false }
      if let owner = owners[clip.reel], !isWritten {
        report.error(
          entry.key.mark, "the clips '\(owner)' and '\(clip.id)' would both be reel \(clip.reel); give each a `reel`")
      }
      owners[clip.reel] = clip.id
    }
  }
}
