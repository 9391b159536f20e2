import Formats
import Shots
import StageKit

/// Reads what stands under `source`.
struct SourceReader {
  /// What may stand there.
  static let fields =
    [
      WrittenField("audio", paths, "Songs: files, folders or patterns."),
      WrittenField("frames", FramesReader.written, "Rows of one's own in place of audio."),
      WrittenField("plans", paths, "Shot plans or edits in place of audio."),
      WrittenField("labels", .path, "The file with a track's labels, such as {track}.shots.csv."),
      WrittenField("split", SplitReader.written, "How tracks are divided into training, validation and test."),
      WrittenField("unlabelled", paths, "Songs without labels, from which only a teacher's prediction is learned."),
    ] + Source.declaration.parameters.map { WrittenField($0) }
  private static let paths = WrittenForm.list(.path)

  /// The keys that there are.
  static let keys = fields.map(\.name)

  let entries: [String: Node.Entry]
  let settings: SettingsReader
  /// Paths that take the place of the pipeline's tracks; none if it has its own.
  let tracks: [String]
  let probe: (any SourceProbe)?

  /// The source; what cannot be read is reported and left out.
  func source(report: inout Diagnostics) -> Source {
    let audio = paths("audio", report: &report)
    let frames = entries["frames"].map { entry in
      FramesReader(folder: settings.folder, tracks: tracks, probe: probe).read(entry.value, report: &report)
    }
    let plans = paths("plans", report: &report)
    for key in ["frames", "plans"] { if let entry = entries[key] { checkAlone(entry, report: &report) } }
    checkPlans(report: &report)
    let written = Source.declaration.parameters.compactMap { entries[$0.name] }
      .map(SettingEntry.init)
    let values = settings.read(written, of: PortReference.source, as: Source.declaration, report: &report).settings
    let split = entries["split"].flatMap { entry in
      SplitReader(folder: settings.folder).read(entry.value, report: &report)
    }
    let files = tracks.isEmpty ? audio + plans + (frames?.files ?? []) : tracks
    return Source(
      material: entries["plans"] != nil ? .plans : frames.map { .frames($0.views) } ?? .audio, files: files,
      unlabelled: paths("unlabelled", report: &report),
      labels: labels(report: &report), split: split,
      sampleRate: sampleRate(values[Source.rate], of: files, report: &report), decoder: values[Source.decoder],
      track: values[Source.track], damaged: values[Source.damaged], frameRate: values[Source.frameRate],
      vocabulary: vocabulary(values[Source.vocabulary], report: &report))
  }

  private func sampleRate(_ rate: SampleRate, of files: [String], report: inout Diagnostics) -> Double {
    let usual = Source.rate.defaultValue.numbers[0]
    guard case .own = rate else { return rate.numbers.first ?? usual }
    do throws(Failure) {
      guard let probe else { throw Failure("the tracks cannot be looked into here; write a number") }
      // Without tracks, as where a pipeline is only checked, any rate will do.
      return try probe.sampleRate(of: files) ?? usual
    } catch {
      report.error(entries[Source.rate.name]?.value.mark ?? .whole, "source.rate: \(error)")
      return usual
    }
  }

  private func vocabulary(_ file: SettingFile?, report: inout Diagnostics) -> Vocabulary? {
    guard let file else { return nil }
    do throws(Failure) {
      return try VocabularyFile.vocabulary(of: file)
    } catch {
      report.error(entries[Source.vocabulary.name]?.value.mark ?? .whole, "source.vocabulary: \(error)")
      return nil
    }
  }

  /// What is said of plans has no meaning where there are none.
  private func checkPlans(report: inout Diagnostics) {
    guard entries["plans"] == nil else { return }
    for name in [Source.frameRate.name, Source.vocabulary.name] {
      guard let entry = entries[name] else { continue }
      report.error(
        entry.key.mark, "source.\(name) is about shot plans, and this source has none; leave it out")
    }
  }

  /// Rows and plans stand in place of audio, and what is said of audio has no meaning beside them.
  private func checkAlone(_ entry: Node.Entry, report: inout Diagnostics) {
    let key = entry.key.value
    for other in ["audio", "frames"] where other != key && entries[other] != nil {
      report.error(entry.key.mark, "`\(key)` stands in place of `\(other)`; leave one of them out")
    }
    for name in Source.ofAudio {
      guard let entry = entries[name] else { continue }
      let remedy =
        name == Source.rate.name && key == "frames" ? "; write the rows' rate under `frames`" : "; leave it out"
      report.error(entry.key.mark, "source.\(name) is about audio, and this source has \(key) in its place\(remedy)")
    }
  }

  private func labels(report: inout Diagnostics) -> TrackFile? {
    guard let node = entries["labels"]?.value else { return nil }
    do throws(Failure) {
      return try TrackFile(RawSetting(node), unit: nil).resolved(against: settings.folder)
    } catch {
      report.error(node.mark, "source.labels: \(error)")
      return nil
    }
  }

  private func paths(_ key: String, report: inout Diagnostics) -> [String] {
    guard let node = entries[key]?.value else { return [] }
    return node.paths(of: key, in: settings.folder, report: &report)
  }
}

extension Node {
  /// Files, folders and patterns, relative ones resolved against a folder; none if they cannot be read, which is
  /// reported.
  func paths(of key: String, in folder: String, report: inout Diagnostics) -> [String] {
    if texts == nil {
      report.error(mark, "`\(key)` must be a file, a folder or a pattern, or a list of them, found \(noun)")
    }
    return (texts ?? []).map { $0.value.resolvedPath(in: folder) }
  }
}

extension String {
  /// A path with a folder in front, unless it is absolute.
  func resolvedPath(in folder: String) -> String {
    hasPrefix("/") || folder == "." ? self : "\(folder)/\(self)"
  }
}
