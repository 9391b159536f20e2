import Files
import StageKit
import Synchronization

/// What a plugin's results depend on beside its files, and where that lies.
struct PluginSurroundings: Sendable, Hashable {
  /// Packages and the like, with their versions.
  let versions: [String: String]
  /// Files and folders by absolute paths: while they stay as they are, so do the versions.
  let watch: [String]
  private let seen: Seen

  /// The stamps are those of now.
  init(_ versions: [String: String], watch: [String]) {
    (self.versions, self.watch) = (versions, watch)
    seen = Seen(Self.stamps(of: watch))
  }

  /// Whether all that is watched was last changed long enough before a moment that what was asked then holds for it.
  func isSettled(before moment: FileStamp.Moment) -> Bool {
    seen.stamps.allSatisfy { $0?.isSettled(before: moment) ?? true }
  }

  /// What an answer holds for, on one line: what is watched, and where the system and Python look for what is used. Empty if
  /// it depends on nothing.
  var circumstances: String {
    guard !versions.isEmpty || !watch.isEmpty else { return "" }
    let searched = ["PATH", "PYTHONPATH"].map { Environment[$0] ?? "" }
    return ContentHash.key(searched + seen.stamps.map { $0?.text ?? "" }).hex
  }

  /// One whose version is another now; `nil` if there is none.
  ///
  /// A folder changes whatever is written there, so the plugin is asked when one does.
  func changed(asking: () throws(Failure) -> [String: String]) throws(Failure) -> String? {
    let stamps = Self.stamps(of: watch)
    guard stamps != seen.stamps else { return nil }
    let now = try asking()
    let names = Set(versions.keys).union(now.keys).sorted()
    if let name = names.first(where: { versions[$0] != now[$0] }) {
      return "\(name) \(versions[name] ?? "none"), now \(now[name] ?? "none")"
    }
    seen.stamps = stamps
    return nil
  }

  private static func stamps(of paths: [String]) -> [FileStamp?] { paths.map { FileStamp(of: $0) } }

  /// The stamps with which the versions were seen. It makes no two surroundings different.
  private final class Seen: Sendable, Hashable {
    private let held: Mutex<[FileStamp?]>

    init(_ stamps: [FileStamp?]) { held = Mutex(stamps) }

    var stamps: [FileStamp?] {
      get { held.withLock { $0 } }
      set { held.withLock { $0 = newValue } }
    }

    static func == (one: Seen, other: Seen) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
  }
}
