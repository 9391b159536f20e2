import Files
import Pictures
import Shots
import StageKit

/// The text of a `cameras.yaml`: the clips that are synced, and as comments those that are not.
public struct CameraList: Sendable {
  /// A clip with what is known of it.
  public struct Clip: Sendable {
    /// Its file, as it was named.
    public let path: String
    /// What was found of its sync.
    public let finding: SyncFinding
    /// Its pictures; `nil` if it has none, or could not be looked into.
    public let picture: ClipFacts.Picture?

    /// A clip.
    public init(path: String, finding: SyncFinding, picture: ClipFacts.Picture?) {
      (self.path, self.finding, self.picture) = (path, finding, picture)
    }

    /// Why it cannot be a camera of the list; `nil` if it can.
    public var fault: String? {
      if case .unsure(let reason) = finding { return reason }
      guard let picture else { return "it has no picture" }
      guard picture.rate != nil else {
        return "its frame rate, \(picture.rateText), is none of a timeline, or changes; conform it"
      }
      return nil
    }
  }

  /// What a new camera is taken to show: all sizes, so that any shot may take it.
  private static let types = "[XCU, CU, MCU, MS, MLS, LS, XLS]"

  private let reference: String
  private let folder: String
  private let clips: [Clip]

  /// A list.
  ///
  /// - Parameters:
  ///   - clips: In order.
  ///   - reference: The sound that offsets count from.
  ///   - folder: The folder of the list's file, from which paths count.
  public init(_ clips: [Clip], reference: String, folder: String) {
    self.clips = clips
    self.reference = reference
    self.folder = folder
  }

  /// The list as YAML.
  public var text: String {
    var names = CameraNames()
    let head = [
      "# Cameras synced to \(Self.comment(FilePath.lastPart(of: reference))) by songboard sync.",
      "# Say in `types` what each camera shows, such as {CU: .9, MS: .7}; until then it is taken for all sizes.",
      "version: 1",
    ]
    let synced = clips.filter { $0.fault == nil }
    let entries = synced.flatMap { entry($0, names: &names) }
    let others = clips.compactMap { clip in
      clip.fault.map { "# not a camera: \(Self.comment(path(of: clip))): \(Self.comment($0))\(offset(of: clip))" }
    }
    return (head + others + (entries.isEmpty ? ["clips: {}"] : ["clips:"] + entries)).map { "\($0)\n" }.joined()
  }

  private func entry(_ clip: Clip, names: inout CameraNames) -> [String] {
    guard case .found(let sync) = clip.finding, let picture = clip.picture, let rate = picture.rate else { return [] }
    let (name, reel) = names.next(for: FilePath(clip.path).name)
    var lines = ["  \(name):", "    reel: \(Self.quoted(reel))", "    file: \(Self.quoted(path(of: clip)))"]
    lines.append("    rate: \(rate.rawValue)")
    if let start = picture.start { lines.append("    start: \(Self.quoted(start.description))") }
    if let seconds = picture.seconds { lines.append("    length: \(seconds.fixed(3))") }
    if let size = picture.size { lines.append("    size: \(size)") }
    lines.append("    offset: \(sync.offset.fixed(4))  # confidence \(sync.confidence.fixed(2))")
    lines.append("    drift_ppm: \(sync.drift.fixed(1))")
    lines.append("    types: \(Self.types)")
    return lines
  }

  /// The offset of a clip that is told, but no camera.
  private func offset(of clip: Clip) -> String {
    guard case .found(let sync) = clip.finding else { return "" }
    return " (offset \(sync.offset.fixed(4)), drift_ppm \(sync.drift.fixed(1)))"
  }

  /// A clip's path from the list's folder, where they have a folder in common; else from the root.
  private func path(of clip: Clip) -> String {
    guard let file = FileTree.realPath(clip.path), let folder = FileTree.realPath(folder) else { return clip.path }
    let (parts, base) = (file.split(separator: "/"), folder.split(separator: "/"))
    let common = zip(parts, base).prefix { $0 == $1 }.count
    guard common > 0 else { return file }
    let path = (base.dropFirst(common).map { _ in ".." } + parts.dropFirst(common)).joined(separator: "/")
    // What looks like a protocol is none.
    return path.prefix { $0 != "/" }.contains(":") ? "./\(path)" : path
  }

  /// A text as YAML takes it whatever is in it. Source: YAML 1.2.2, 7.3.1, double-quoted style.
  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case let scalar where scalar.properties.generalCategory == .control:
        "\\u\(String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count))\(String(scalar.value, radix: 16))"
      default: String(scalar)
      }
    }
    return "\"\(scalars.joined())\""
  }

  /// A text within a comment: on one line.
  private static func comment(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}

/// Names and reels of clips after their files, no two alike.
struct CameraNames {
  private static let longest = (name: 64, reel: 8)
  private var names: Set<String> = []
  private var reels: Set<String> = []

  /// The name and the reel of the next clip.
  mutating func next(for stem: String) -> (name: String, reel: String) {
    let scalars = stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) ? $0 : "_" }
    let isNamed = scalars.first.map { $0.isLetter || $0.isNumber } ?? false
    let name = Self.free((isNamed ? "" : "C") + String(scalars), atMost: Self.longest.name, in: names)
    names.insert(name)
    let letters = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
    let reel = Self.free(String(letters), atMost: Self.longest.reel, in: reels)
    reels.insert(reel)
    return (name, reel)
  }

  /// The text, cut, with a number at its end if it is taken.
  private static func free(_ text: String, atMost count: Int, in taken: Set<String>) -> String {
    let text = String(text.prefix(count))
    guard taken.contains(text) else { return text }
    var number = 2
    while true {
      let end = "_\(number)"
      let other = text.prefix(count - end.count) + end
      if !taken.contains(String(other)) { return String(other) }
      number += 1
    }
  }
}
