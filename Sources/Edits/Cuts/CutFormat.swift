import StageKit

/// The formats of edits that can be read.
public enum CutFormat: String, Sendable, CaseIterable {
  /// CMX 3600 edit decision list.
  case edl
  /// OpenTimelineIO.
  case otio
  /// Final Cut Pro 7 XML (xmeml).
  case fcp7 = "xml"
  /// Final Cut Pro XML.
  case fcpxml
  /// MLT XML, as melt, Shotcut and Kdenlive have it.
  case mlt
  /// A table of shots.
  case csv
  /// songboard's shot plan.
  case json

  /// The endings of files: the formats' own, and that of Kdenlive's projects.
  public static let endings = ["edl", "otio", "xml", "fcpxml", "mlt", "kdenlive", "csv", "json"]

  /// The format of a file by its ending.
  ///
  /// - Throws: ``Failure`` for an ending that is not known.
  public init(path: String) throws(Failure) {
    let ending = FilePath(path).ending.lowercased()
    guard let format = Self(rawValue: ending == "kdenlive" ? "mlt" : ending) else {
      let reason =
        ending.isEmpty ? "has no ending, which would tell the format" : "'.\(ending)' is the ending of no edit"
      throw Failure(reason, remedy: "name files that end with \(Self.endingList)")
    }
    self = format
  }

  /// Endings of two words: a Shotcut project stands beside one for melt.
  public static let doubleEndings = [".shotcut.mlt"]

  /// A file's path without its ending, which edits of one song share: `a/song` of `a/song.edl` and `a/song.shotcut.mlt`.
  public static func stem(of path: String) -> String {
    let ending = doubleEndings.first { path.lowercased().hasSuffix($0) && path.count > $0.count }
    return ending.map { String(path.dropLast($0.count)) } ?? FilePath(path).stem
  }

  /// Whether a file is by its name one that other programs read markers from, in a form that no edit has.
  public static func isOfMarkersAlone(_ path: String) -> Bool {
    [".guides.json", ".reaper.csv"].contains { path.hasSuffix($0) }
  }

  /// Whether a file is by its name the edit of a song, of which all other files can be made: markers, guides and regions are
  /// none, nor is a list that another goes on in.
  public static func isWholeEdit(_ path: String) -> Bool {
    // A name may have several lines.
    let part = /.+\.markers(-[0-9]+)?\.[^.]+|.+-[0-9]+\.edl/.dotMatchesNewlines()
    return (try? Self(path: path)) != nil && path.wholeMatch(of: part) == nil && !isOfMarkersAlone(path)
  }

  /// The endings, as a sentence lists them: `.edl, .otio or .xml`.
  public static var endingList: String {
    let all = endings.map { ".\($0)" }
    return all.dropLast().joined(separator: ", ") + " or " + all.suffix(1).joined()
  }
}
