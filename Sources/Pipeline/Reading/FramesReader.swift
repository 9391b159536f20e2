import StageKit
import Formats

/// Reads `frames: {files: "*.npy", rate: 1 Hz}`, or several named views of that form, of which the first has the tracks.
struct FramesReader {
  private static let form = "a mapping {files: \"*.npy\", rate: 1 Hz}, or several views by name"
  private static let rate = Parameter("rate", default: 1.0, unit: .hertz, in: 1e-3...1e6, "Rows per second.")
  private static let width = Parameter("width", default: 1, in: 1...1_000_000, "Numbers per row.")

  /// The keys of a view.
  private static let fields = [
    WrittenField(
      "files", .list(.path), "Of the first view the tracks' files; of others a template such as {track}.2s.npy."),
    WrittenField(rate, isRequired: true), WrittenField(width),
  ]
  private static let keys = fields.map(\.name)

  /// One view, or several by name.
  static let written = WrittenForm.either([.record(fields), .mapping(.record(fields), keys: StageEntry.names)])

  /// The pipeline's folder.
  let folder: String
  /// Paths that take the place of the pipeline's tracks.
  let tracks: [String]
  let probe: (any SourceProbe)?

  /// The tracks' files and the views; what cannot be read is reported.
  func read(_ node: Node, report: inout Diagnostics) -> (files: [String], views: [FrameView]) {
    guard let entries = node.entries(of: "`frames`", form: Self.form, report: &report) else {
      return ([], [Self.unknown("frames")])
    }
    let isSingle = entries.contains { Self.keys.contains($0.key.value) }
    let named = isSingle ? [(Placed(value: "frames", mark: node.mark), node)] : entries.map { ($0.key, $0.value) }
    var files: [String] = []
    var drafts: [Draft] = []
    for (name, node) in named {
      check(name, report: &report)
      guard var draft = draft(of: name.value, node, report: &report) else { continue }
      if let written = draft.files {
        if drafts.isEmpty {
          files = written.paths(of: "files", in: folder, report: &report)
        } else {
          draft.file = template(written, of: name.value, report: &report)
        }
      }
      drafts.append(draft)
    }
    if named.isEmpty { report.error(node.mark, "`frames` must be \(Self.form), found nothing") }
    var views: [FrameView]?
    if !report.hasErrors {
      let endings = (files + tracks).compactMap(Self.ending)
      views = self.views(
        of: drafts, files: tracks.isEmpty ? files : tracks, endings: endings, at: node.mark, report: &report)
    }
    // The ports remain, so that one mistake gives one message.
    return (files, views ?? named.map { Self.unknown($0.0.value) })
  }

  /// A view that an error keeps from being known.
  private static func unknown(_ name: String) -> FrameView {
    FrameView(name: name, file: nil, endings: [], rate: 1, width: nil, isRead: false)
  }

  /// A view before its width is looked for.
  private struct Draft {
    let name: String
    let files: Node?
    var file: TrackFile?
    let rate: Double
    let width: Int?
  }

  private func check(_ name: Placed<String>, report: inout Diagnostics) {
    if ["audio", "labels", "none", PortReference.source].contains(name.value) {
      report.error(name.mark, "'\(name.value)' has a meaning of its own; give the view another name")
    } else if name.value.wholeMatch(of: /[A-Za-z][A-Za-z0-9_\-]{0,63}/) == nil {
      report.error(
        name.mark, "'\(name.value)' cannot name a view; use up to 64 letters, digits, '_' and '-', a letter first")
    }
  }

  private func draft(of name: String, _ node: Node, report: inout Diagnostics) -> Draft? {
    let form = "a mapping {files: \"*.npy\", rate: 1 Hz}"
    guard
      let values = node.values(
        of: "view '\(name)'", form: form, keys: Self.keys, report: &report)
    else { return nil }
    if values["rate"] == nil { report.error(node.mark, "view '\(name)' lacks `rate`, such as 1 Hz") }
    return Draft(
      name: name, files: values["files"]?.value, rate: value(values["rate"], Self.rate, of: name, report: &report) ?? 1,
      width: value(values["width"], Self.width, of: name, report: &report))
  }

  private func value<Value>(
    _ entry: Node.Entry?, _ parameter: Parameter<Value>, of view: String, report: inout Diagnostics
  ) -> Value? {
    guard let node = entry?.value else { return nil }
    do throws(Failure) {
      return try parameter.parse(RawSetting(node), relativeTo: folder) as? Value
    } catch {
      report.error(node.mark, "\(view).\(parameter.name): \(error)")
      return nil
    }
  }

  /// The file of a further view, named after the track.
  private func template(_ node: Node, of view: String, report: inout Diagnostics) -> TrackFile? {
    do throws(Failure) {
      let file = try TrackFile(RawSetting(node), unit: nil)
      guard !Template(file.template).placeholders.isEmpty else {
        throw Failure(
          "'\(file.template)' would be one file for all tracks",
          remedy: "name it after the track, such as {track}.2s.npy")
      }
      return file.resolved(against: folder)
    } catch {
      report.error(node.mark, "\(view).files: \(error)")
      return nil
    }
  }

  private func views(
    of drafts: [Draft], files: [String], endings: [String], at mark: Mark, report: inout Diagnostics
  ) -> [FrameView]? {
    if let draft = drafts.dropFirst().first(where: { $0.file == nil }) {
      report.error(mark, "view '\(draft.name)' lacks `files`, such as \"{track}.2s.npy\"")
      return nil
    }
    do throws(Failure) {
      let widths = try widths(of: drafts, files: files, endings: endings)
      return zip(drafts, widths).map { draft, width in
        FrameView(
          name: draft.name, file: draft.file, endings: draft.file == nil ? endings : [], rate: draft.rate, width: width,
          isRead: true)
      }
    } catch {
      // Without quotes, the shell puts files in the place of a pattern, and they do not say where a track's name ends.
      let isExpanded = !tracks.isEmpty && endings.isEmpty && drafts.count > 1
      let way =
        "; name the tracks by a pattern in quotes, such as \"corpus/*.1s.npy\": its wildcard is where their names end"
      report.error(mark, "the width of the rows is not known: \(error)\(isExpanded ? way : "")")
      return nil
    }
  }

  /// The widths as they are written, or else as the first track has them; `nil` if there is none yet.
  private func widths(of drafts: [Draft], files: [String], endings: [String]) throws(Failure) -> [Int?] {
    let written = drafts.map(\.width)
    guard !files.isEmpty, written.contains(nil) else { return written }
    guard let probe else {
      throw Failure("there are no files to look at", remedy: "name them, or write `width: 40`")
    }
    let found = try probe.widths(of: files, endings: endings, others: drafts.compactMap(\.file))
    return found.isEmpty ? written : zip(drafts, found).map { $0.width ?? $1 }
  }

  /// What follows the last wildcard of a pattern's last part: `.1s.npy` of `corpus/**/*.1s.npy`; `nil` if nothing does.
  private static func ending(of pattern: String) -> String? {
    let last = FilePath.lastPart(of: pattern)
    guard let wildcard = last.lastIndex(where: { "*?]}".contains($0) }) else { return nil }
    let ending = last[last.index(after: wildcard)...]
    return ending.isEmpty ? nil : String(ending)
  }
}
