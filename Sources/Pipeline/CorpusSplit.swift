import StageKit

/// How a corpus is divided into training, validation and test tracks.
public struct CorpusSplit: Sendable, Hashable {
  /// Where a track's part comes from.
  public enum Rule: Sendable, Hashable {
    /// A table with the columns `track` and `part`, by its path.
    case file(String)
    /// Patterns of paths in the library, by part; each track is in one part.
    case patterns([TrackPart: [String]])
    /// Shares of the tracks, drawn for each track or group by itself, so that a new song moves no other.
    case shares(validation: Double, test: Double, seed: Int)
  }

  /// What keeps tracks together.
  public enum Group: Sendable, Hashable {
    /// A text such as `{folder}`: tracks for which it reads the same belong together.
    case template(Template)
    /// A table with the columns `track` and `group`, by its path.
    case file(String)
  }

  /// Where a track's part comes from.
  public let rule: Rule
  /// What keeps tracks together, such as the artist; `nil` if each stands alone.
  public let group: Group?

  /// The tables that are read.
  public var files: [String] {
    var files: [String] = []
    if case .file(let path) = rule { files.append(path) }
    if case .file(let path)? = group { files.append(path) }
    return files
  }
}
