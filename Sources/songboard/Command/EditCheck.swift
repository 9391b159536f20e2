import Files
import Engine
import Edits
import StageKit
import Shots

/// Checks the edits in files, each by itself and those of one song beside each other.
struct EditCheck {
  /// What came of a check.
  struct Result {
    /// A line for each file that is well.
    var summaries: [String] = []
    /// What is wrong, and as warnings what is hardly meant.
    var diagnostics: [Diagnostic] = []

    /// Whether nothing is wrong.
    var isWell: Bool { !diagnostics.contains { $0.severity == .error } }
  }

  /// The rate that all must have; `nil` takes each file's word.
  let rate: FrameRate?

  /// Whether a file is an edit by its name; a table may be of anything.
  static func isEdit(_ file: String) -> Bool {
    let format = try? format(of: file)
    return format != nil && format != .csv
  }

  /// - Throws: ``Failure`` for a file that is no edit by its name.
  private static func format(of file: String) throws(Failure) -> CutFormat {
    let endings = CutFormat.endingList
    guard !FileTree.isFolder(file) else {
      throw Failure("is a folder", remedy: "name files in it that end with \(endings)")
    }
    guard !CutFormat.isOfMarkersAlone(file) else {
      throw Failure("has markers, and is no edit", remedy: "name files that end with \(endings)")
    }
    return try CutFormat(path: file)
  }

  /// Checks files. Among edits, folders and files of no known format are passed over with a warning, as `out/*` names them
  /// too.
  ///
  /// - Throws: ``Failure`` for what is not there, and if there is no edit.
  func check(_ files: [String]) throws(Failure) -> Result {
    var result = Result()
    var edits: [SongEdit] = []
    var strangers: [Failure] = []
    for file in files {
      do throws(Failure) {
        let format = try Self.format(of: file)
        if let edit = edit(file, format, &result) { edits.append(edit) }
      } catch {
        let failure = Failure("\(file): \(error.reason)", remedy: error.remedy)
        guard FileTree.exists(file) else { throw failure }
        strangers.append(failure)
        result.diagnostics.append(Diagnostic(.warning, file: file, "\(error.reason), and is not checked"))
      }
    }
    if strangers.count == files.count, let first = strangers.first { throw first }
    var summaries: [String: String] = [:]
    let songs = Dictionary(grouping: SongEdit.joined(edits), by: \.song)
    for song in songs.keys.sorted() { compare(songs[song] ?? [], &summaries, &result) }
    result.summaries = files.compactMap { summaries[$0] }
    return result
  }

  private func edit(_ file: String, _ format: CutFormat, _ result: inout Result) -> SongEdit? {
    var findings = Diagnostics(file: file)
    let reading: CutListReader.Reading
    do throws(Failure) {
      let bytes = try FileContent.bytes(of: file, atMost: PlanDocument.mostBytes)
      reading = CutListReader.read(bytes, format: format, rate: rate, findings: &findings)
    } catch {
      // The failure names the file, as the diagnostic does by itself.
      let reason = error.description.replacing("\(file): ", with: "", maxReplacements: 1)
      result.diagnostics.append(Diagnostic(file: file, reason))
      return nil
    }
    let readings = (findings.hasErrors ? [] : [reading.list].compactMap(\.self)) + reading.others
    // What a plan cannot say is no fault of the edit.
    let faults = findings.sorted.filter { $0.severity == .error }
    guard !readings.isEmpty else {
      result.diagnostics += faults
      return nil
    }
    return SongEdit(SongEdit.Part(file: file, readings: readings), faults: faults)
  }

  /// Holds the edits of a song against one of them, which is a plan if there is one, and else one that says its rate.
  private func compare(_ edits: [SongEdit], _ summaries: inout [String: String], _ result: inout Result) {
    let first = edits.first { $0.readings[0].format == .json } ?? edits.first { !$0.isList } ?? edits.first
    guard let first else { return }
    result.diagnostics += differencesOfPicture(among: edits)
    let others = edits.filter { $0.file != first.file }
    // Of lists alone, the one that all others go by is read as most of them agree.
    let comparisons = first.readings.map { cuts in others.map { Comparison($0, with: cuts) } }
    let agreed = comparisons.map { $0.count { $0.difference == nil } }
    let best = agreed.firstIndex(of: agreed.max() ?? 0) ?? 0
    result.diagnostics += doubts(of: first, at: first.readings[best].rate)
    for comparison in comparisons[best] {
      let edit = comparison.edit
      result.diagnostics += doubts(of: edit, at: comparison.cuts.rate)
      guard let difference = comparison.difference else {
        summarize(edit, comparison.cuts, isAgreed: true, &summaries)
        continue
      }
      result.diagnostics +=
        edit.faults.isEmpty || comparison.isSameSpeed
        ? [Diagnostic(file: edit.file, "differs from \(first.file): \(difference)")] : edit.faults
      summarize(edit, comparison.cuts, isAgreed: false, &summaries)
    }
    result.diagnostics += agreed[best] == 0 ? first.faults : []
    summarize(first, first.readings[best], isAgreed: agreed[best] > 0, &summaries)
  }

  /// What is hardly meant in the files of an edit, which are read at a rate.
  private func doubts(of edit: SongEdit, at rate: FrameRate) -> [Diagnostic] {
    edit.parts.flatMap { part in
      let list = part.readings.first { $0.rate == rate }
      let folder = FileTree.absolute(FileTree.folder(of: part.file))
      return list?.doubts(of: part.file, in: folder, isThere: FileTree.exists) ?? []
    }
  }

  /// A warning for each file whose picture is of another size than that of the first that says one.
  private func differencesOfPicture(among edits: [SongEdit]) -> [Diagnostic] {
    let parts = edits.flatMap(\.parts)
    let pictures = parts.compactMap { part in part.readings.first?.picture.map { (file: part.file, picture: $0) } }
    guard let first = pictures.first else { return [] }
    return pictures.filter { $0.picture.size != first.picture.size }.map { file, picture in
      Diagnostic(
        .warning, file: file, line: picture.line, column: 1,
        "the picture is \(picture.size), but \(first.picture.size) in \(first.file)")
    }
  }

  /// A line for each file of an edit that is well by itself.
  private func summarize(
    _ edit: SongEdit, _ cuts: CutList, isAgreed: Bool, _ summaries: inout [String: String]
  ) {
    guard isAgreed || edit.faults.isEmpty else { return }
    let isSure = isAgreed || edit.readings.count == 1
    for part in edit.parts {
      guard let list = part.readings.first(where: { $0.rate == cuts.rate }) else { continue }
      let gaps = list.cuts.count(where: \.isGap)
      // Of markers alone, each stands for a shot.
      let hasGaps = 0 < gaps && gaps < list.cuts.count
      let shots = hasGaps ? list.cuts.count - gaps : list.cuts.count
      let told = hasGaps ? ", \(gaps) gap\(gaps == 1 ? "" : "s")" : ""
      summaries[part.file] =
        "\(part.file): \(shots) shots\(told), \(list.frames) frames at \(list.rate.rawValue)"
        + (isSure ? "" : ", if that is its rate: --rate says so")
    }
  }
}

/// An edit held against another.
private struct Comparison {
  let edit: SongEdit
  /// The edit's cuts: of all readings, one that agrees, or else one of the same speed.
  let cuts: CutList
  /// Whether that one is of the other's speed, so that it tells more than what is wrong at another.
  let isSameSpeed: Bool
  /// What differs.
  let difference: String?

  init(_ edit: SongEdit, with other: CutList) {
    let differences = edit.readings.map { ($0, Agreement.difference(between: other, and: $0)) }
    let match = differences.first { $0.1 == nil } ?? differences.first { $0.0.rate.isSameSpeed(as: other.rate) }
    (cuts, difference) = match ?? differences[0]
    isSameSpeed = cuts.rate.isSameSpeed(as: other.rate)
    self.edit = edit
  }
}
