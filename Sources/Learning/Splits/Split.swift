import StageKit

/// Which songs train, which choose (validation), and which judge (test).
public struct Split: Sendable, Hashable {
  /// The names of the songs that networks learn from.
  public let training: Set<String>
  /// The names of the songs that decide when to stop and which settings to take.
  public let validation: Set<String>
  /// The names of the songs that are only scored.
  public let test: Set<String>

  /// A split by chance that tears no group, and no songs of the same content.
  ///
  /// Each group, or song without a group, draws a number from the seed and its name or content. Numbers below `test` are
  /// tested, those below `test + validation` validate, all others train. So a song that is added moves no other. Only where
  /// a part would be empty, it takes the nearest number of the next part: with few songs an addition may give that back.
  ///
  /// - Parameters:
  ///   - validation: The share of groups that validate, from 0 to below 1.
  ///   - test: The share of groups that are tested, from 0 to below 1.
  /// - Throws: ``Failure`` if the shares leave nothing to train on, or there are too few groups.
  public init(_ songs: [SplitSong], validation: Double, test: Double, seed: UInt64) throws(Failure) {
    guard validation >= 0, test >= 0, validation + test < 1 else {
      throw Failure(
        "validation \(validation) and test \(test) leave nothing to train on", remedy: "give shares that sum to below 1"
      )
    }
    let units = SongUnits(songs, seed: seed, purpose: "split").units
    let parts = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0)
    guard units.count >= parts else {
      throw Failure(
        "\(units.count) groups of songs cannot fill \(parts) parts",
        remedy: "add songs, or name the parts of single songs in a split file")
    }
    let leftForValidation = validation > 0 ? 1 : 0
    let tested = min(
      max(units.count { $0.position < test }, test > 0 ? 1 : 0), units.count - 1 - leftForValidation)
    let chosen = min(
      max(units.count { $0.position < test + validation }, tested + leftForValidation), units.count - 1)
    self.test = Set(units[..<tested].flatMap(\.names))
    self.validation = Set(units[tested..<chosen].flatMap(\.names))
    training = Set(units[chosen...].flatMap(\.names))
  }
}

/// What a song's part in training depends on.
public struct SplitSong: Sendable, Hashable {
  /// What the song is known by; songs of one name have one content.
  public let name: String
  /// The hash of its content, so that a song that is renamed, or there twice, stays in its part.
  public let content: String
  /// The group that must not be torn, such as the artist; `nil` for a song of its own.
  public let group: String?

  /// A song to be given a part.
  public init(name: String, content: String, group: String? = nil) {
    self.name = name
    self.content = content
    self.group = group
  }

  /// What goes together: the group, or else all songs of the same content.
  var unit: String { group.map { "group/\($0)" } ?? "content/\(content)" }
}
