import Edits
import StageKit

/// An edit of a song: a file, or the lists of one that goes on in others.
struct SongEdit {
  /// A file of the edit.
  struct Part {
    /// The file as it was named.
    let file: String
    /// What its cuts can be, by rate; one for all but edit decision lists that do not say theirs.
    let readings: [CutList]
  }

  /// What lists of markers have behind the song's name.
  private static let markers = ".markers"

  /// The song's name: `song` of `song.otio`, `song-2.edl` and `song.markers-2.edl`.
  let song: String
  /// 1, or the number of a list that goes on where another ends.
  let number: Int
  /// Whether it is a list of markers.
  private let isMarkers: Bool
  /// The edit's files in order.
  private(set) var parts: [Part]
  /// What the cuts of the whole can be.
  private(set) var readings: [CutList]
  /// What is wrong with it, unless another edit of the song confirms one of its readings.
  private(set) var faults: [Diagnostic]

  /// The edit of a file.
  init(_ part: Part, faults: [Diagnostic]) {
    let stem = CutFormat.stem(of: part.file)
    let match = part.file.hasSuffix(".edl") ? stem.wholeMatch(of: /(.+)-([2-9]|[1-9][0-9]{1,3})/) : nil
    let first = match.map { String($0.1) } ?? stem
    isMarkers = first.hasSuffix(Self.markers)
    song = isMarkers ? String(first.dropLast(Self.markers.count)) : first
    number = match.flatMap { Int($0.2) } ?? 1
    parts = [part]
    readings = part.readings
    self.faults = faults
  }

  private init(alone edit: SongEdit) {
    song = FilePath(edit.file).stem
    number = 1
    isMarkers = false
    parts = edit.parts
    readings = edit.readings
    faults = edit.faults
  }

  /// The first file.
  var file: String { parts[0].file }

  /// Whether it is an edit decision list, which does not say its rate.
  var isList: Bool { file.hasSuffix(".edl") }

  /// The edits, with lists that go on joined to the ones they go on from; a `song-2.edl` alone is a song of its own.
  static func joined(_ edits: [SongEdit]) -> [SongEdit] {
    var joined: [SongEdit] = []
    for edit in edits.sorted(by: { ($0.number, $0.file) < ($1.number, $1.file) }) {
      guard edit.number > 1 else {
        joined.append(edit)
        continue
      }
      let base = joined.firstIndex { $0.song == edit.song && $0.isList && $0.isMarkers == edit.isMarkers }
      if base.map({ joined[$0].goOn(in: edit) }) != true { joined.append(SongEdit(alone: edit)) }
    }
    return joined
  }

  /// Takes in a list that goes on where this one ends; says whether it does.
  private mutating func goOn(in next: SongEdit) -> Bool {
    let whole = readings.flatMap { list in next.readings.compactMap { list.followed(by: $0) } }
    guard !whole.isEmpty else { return false }
    parts += next.parts
    readings = whole
    faults += next.faults
    return true
  }
}
