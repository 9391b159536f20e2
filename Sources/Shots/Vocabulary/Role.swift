import StageKit

/// What a section is in its song.
public enum Role: String, Sendable, CaseIterable {
  /// The beginning, before the song is at full strength.
  case intro
  /// The singer tells the story.
  case verse
  /// Rises to a chorus.
  case build
  /// The loud part that comes back.
  case chorus
  /// An instrument leads.
  case solo
  /// A part of its own in the later half.
  case bridge
  /// The music falls back.
  case breakdown
  /// Played, not sung, and none of the others.
  case instrumental = "inst"
  /// The end.
  case outro
  /// The audience; never found in the music, only named by a file.
  case applause
}

extension Role {
  /// The role that a label names, in any case; `nil` for a label of one to three capital letters, such as `A`, which only
  /// tells like sections from others.
  ///
  /// - Throws: ``Failure`` that names the nearest role.
  public init?(label: String) throws(Failure) {
    if (1...3).contains(label.utf8.count), label.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains) {
      return nil
    }
    guard let role = Role(rawValue: label.lowercased()) else {
      let names = Role.allCases.map(\.rawValue)
      let meant = Spelling.closest(to: label, in: names).map { "did you mean '\($0)'?" }
      throw Failure(
        "the section label '\(label)' is no role",
        remedy: meant ?? "roles: \(names.joined(separator: ", ")); or a letter such as A")
    }
    self = role
  }
}
