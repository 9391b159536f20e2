import Engine
import Interchange
import StageKit
import Timeline

/// Checks the edits in files, each by itself and those of one song beside each other.
struct EditCheck {
  /// What came of a check.
  struct Result {
    /// A line for each file that is well.
    var summaries: [String] = []
    /// What is wrong.
    var diagnostics: [Diagnostic] = []
  }

  /// A file with its cuts.
  private struct Edit {
    let file: String
    let song: String
    /// 1, or the number of a list that goes on where another ends.
    let part: Int
    var cuts: CutList
  }

  /// No edit of a song is larger, in bytes.
  private static let longest = 64 << 20

  /// The rate that all must have; `nil` takes each file's word.
  let rate: FrameRate?

  /// Whether a file is an edit by its name.
  static func isEdit(_ file: String) -> Bool {
    // Guides of Kdenlive are JSON, but no shot plan.
    !file.hasSuffix(".guides.json") && (try? CutFormat(path: file)) != nil
  }

  /// Checks files.
  ///
  /// - Throws: ``StageFailure`` for a file that is of no known format.
  func check(_ files: [String]) throws(StageFailure) -> Result {
    var result = Result()
    var edits: [Edit] = []
    for file in files {
      let format: CutFormat
      do throws(StageFailure) {
        format = try CutFormat(path: file)
      } catch {
        throw StageFailure("\(file): \(error.reason)", remedy: error.remedy)
      }
      let cuts = read(file, format, &result)
      guard let cuts else { continue }
      let (song, part) = Self.song(of: file)
      edits.append(Edit(file: file, song: song, part: part, cuts: cuts))
    }
    compare(edits, &result)
    return result
  }

  private func read(_ file: String, _ format: CutFormat, _ result: inout Result) -> CutList? {
    var findings = Findings(file: file)
    var cuts: CutList?
    do throws(StageFailure) {
      let bytes = try FileContent.bytes(of: file, atMost: Self.longest)
      cuts = CutListReader.read(bytes, format: format, rate: rate, findings: &findings)
    } catch {
      result.diagnostics.append(Diagnostic(file: file, error.description))
      return nil
    }
    result.diagnostics += findings.diagnostics
    guard findings.isClean, let cuts else { return nil }
    result.summaries.append("\(file): \(cuts.cuts.count) shots, \(cuts.frames) frames at \(cuts.rate.rawValue)")
    return cuts
  }

  /// The song's name, and which of its lists this is: `song` and 1 of `song.markers.edl`, `song` and 2 of `song-2.edl`.
  private static func song(of file: String) -> (song: String, part: Int) {
    var name = FilePath(file).stem
    if name.hasSuffix(".markers") { name.removeLast(".markers".count) }
    guard file.hasSuffix(".edl"), let match = name.wholeMatch(of: /(.+)-([2-9]|[1-9][0-9]{1,3})/),
      let part = Int(match.2)
    else { return (name, 1) }
    return (String(match.1), part)
  }

  private func compare(_ edits: [Edit], _ result: inout Result) {
    let songs = Dictionary(grouping: Self.joined(edits), by: \.song)
    for song in songs.keys.sorted() {
      let edits = songs[song] ?? []
      guard let first = edits.first(where: { $0.cuts.format == .json }) ?? edits.first else { continue }
      for other in edits where other.file != first.file {
        if let difference = Agreement.difference(between: first.cuts, and: other.cuts) {
          result.diagnostics.append(Diagnostic(file: other.file, "differs from \(first.file): \(difference)"))
        }
      }
    }
  }

  /// The edits, with lists that go on joined to the ones they go on from; a `song-2.edl` alone is a song of its own.
  private static func joined(_ edits: [Edit]) -> [Edit] {
    var joined: [Edit] = []
    for edit in edits.sorted(by: { ($0.part, $0.file) < ($1.part, $1.file) }) {
      let isMarkers = edit.file.hasSuffix(".markers.edl")
      let base = joined.firstIndex {
        $0.song == edit.song && $0.cuts.format == .edl && $0.file.hasSuffix(".markers.edl") == isMarkers
      }
      if edit.part > 1, let base, let list = joined[base].cuts.followed(by: edit.cuts) {
        joined[base].cuts = list
      } else if edit.part > 1 {
        joined.append(Edit(file: edit.file, song: FilePath(edit.file).stem, part: 1, cuts: edit.cuts))
      } else {
        joined.append(edit)
      }
    }
    return joined
  }
}
