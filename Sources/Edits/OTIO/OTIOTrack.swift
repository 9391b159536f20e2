import Formats
import StageKit

/// What a timeline of OpenTimelineIO shows: the clips and gaps of its only video track with clips, as the file has them.
public struct OTIOTrack: Sendable {
  /// A clip or a gap.
  public struct Item: Sendable {
    /// The name in the file; empty if it has none.
    public let name: String
    /// Whether it is a clip; a gap shows nothing.
    public let isClip: Bool
    /// The line where it stands.
    public let line: Int
    /// How long it lasts, in seconds.
    public let seconds: Double
    /// What is seen of its media.
    let range: JSONNode
    /// What it shows; `nil` if the file does not say.
    let media: JSONNode?
  }

  /// The items, in order; transitions are passed over, since they take no time of their own.
  public let items: [Item]

  /// Reads a timeline.
  ///
  /// - Parameter findings: Takes what is wrong, by line.
  /// - Returns: `nil` if there is no such track; what it returns with findings is as far as could be read.
  public static func read(_ bytes: [UInt8], findings: inout Diagnostics) -> OTIOTrack? {
    root(of: bytes, findings: &findings).flatMap { read($0, findings: &findings) }
  }

  /// The timeline of a file; `nil` if it is none.
  static func root(of bytes: [UInt8], findings: inout Diagnostics) -> JSONNode? {
    let root: JSONNode
    do throws(ReadingError) {
      root = try JSONReader.read(bytes)
    } catch {
      findings.error(error)
      return nil
    }
    guard root["OTIO_SCHEMA"]?.text == "Timeline.1" else {
      findings.error(root.line, "this is no Timeline.1 of OpenTimelineIO")
      return nil
    }
    return root
  }

  /// The track of a timeline.
  static func read(_ root: JSONNode, findings: inout Diagnostics) -> OTIOTrack? {
    let tracks = (root["tracks"]?["children"]?.elements ?? []).filter { track in
      track["kind"]?.text == "Video" && (track["children"]?.elements ?? []).contains { $0.isOf("Clip.") }
    }
    guard let track = tracks.first, tracks.count == 1 else {
      findings.error(
        tracks.last?.line ?? root.line, "\(tracks.count) video tracks have clips; put the shots on one video track")
      return nil
    }
    var items: [Item] = []
    for node in track["children"]?.elements ?? [] where !node.isOf("Transition.") {
      let name = node["name"]?.text ?? ""
      if !node.isOf("Clip."), !node.isOf("Gap.") {
        findings.error(node.line, "'\(name)' is a \(node["OTIO_SCHEMA"]?.text ?? "thing"); flatten it to a clip")
      } else if let item = Item(node, name: name) {
        items.append(item)
      } else {
        findings.error(node.line, "'\(name)' has no length; give it a source_range")
      }
    }
    return OTIOTrack(items: items)
  }
}

extension OTIOTrack.Item {
  /// A clip or a gap; `nil` if neither it nor its media has a length.
  fileprivate init?(_ node: JSONNode, name: String) {
    let key = node["active_media_reference_key"]?.text ?? "DEFAULT_MEDIA"
    let media = node["media_references"]?[key] ?? node["media_reference"]
    // Without a range of its own, a clip is all of its media.
    let ranges = [node["source_range"], media?["available_range"]].compactMap { $0 }
    guard let range = ranges.first(where: { !$0.isNull }), let value = range["duration"]?["value"]?.number,
      let rate = range["duration"]?["rate"]?.number, rate > 0, value >= 0
    else { return nil }
    self.init(
      name: name, isClip: node.isOf("Clip."), line: node.line, seconds: value / rate, range: range, media: media)
  }
}

extension JSONNode {
  /// Whether this is an object of a schema, in any version: `Clip.`.
  func isOf(_ schema: String) -> Bool { self["OTIO_SCHEMA"]?.text?.hasPrefix(schema) ?? false }
}
