import Files
import StageKit

/// A run that is compared with others.
struct StudiedRun: Sendable {
  /// Its name: its path, or in a study that of its folder.
  let name: String
  /// What the user calls it, where runs differ in something that no setting tells; `nil` if it has no such name.
  let label: String?
  /// Its numbers.
  let report: RunReport
}

/// The runs that a comparison is of, and what was claimed before them.
public struct StudiedRuns: Sendable {
  let runs: [StudiedRun]
  /// How many there are.
  public var count: Int { runs.count }
  /// The claims that were written before the first run; `nil` if there were none.
  public let claims: String?

  init(runs: [StudiedRun], claims: String?) {
    self.runs = runs
    self.claims = claims
  }

  /// Reads runs as the command line names them: studies, output folders and reports, each as `PATH` or `NAME=PATH`.
  ///
  /// - Throws: ``Failure`` if one cannot be read, or studies were begun with different claims.
  public init(_ words: [String]) throws(Failure) {
    var runs: [StudiedRun] = []
    var claims: [String?] = []
    for word in words {
      let (label, path) = Self.parts(of: word)
      guard FileTree.exists(path) else {
        throw Failure("\(path): there is no such file or folder", remedy: "name a run's output folder")
      }
      let study = FileTree.isFolder(path) ? try StudyRecord(in: path) : nil
      claims.append(study?.claims)
      for name in study?.runs ?? [""] {
        let place = name.isEmpty ? path : "\(path)/\(name)"
        runs.append(
          StudiedRun(
            name: words.count == 1 && !name.isEmpty ? name : place, label: label,
            report: try RunReport(at: place, isOfStudy: study != nil)))
      }
    }
    guard Set(claims).count <= 1 else {
      throw Failure("these studies were begun with different claims", remedy: "compare those with the same")
    }
    self.runs = runs
    self.claims = claims.first ?? nil
  }

  /// A name that the user gives and the path. A path that is there is one, even with an equals sign in it.
  private static func parts(of word: String) -> (label: String?, path: String) {
    guard !FileTree.exists(word), let sign = word.firstIndex(of: "="), sign > word.startIndex else {
      return (nil, word)
    }
    return (String(word[..<sign]), String(word[word.index(after: sign)...]))
  }
}
