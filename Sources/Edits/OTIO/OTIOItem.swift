import Formats

/// What lies on a track of an OpenTimelineIO timeline: a clip, a gap, a transition, or a sequence of its own.
struct OTIOItem {
  let node: JSONNode

  init(_ node: JSONNode) {
    self.node = node
  }

  /// The name in the file; empty if it has none.
  var name: String { node["name"]?.text ?? "" }

  /// Whether a picture is seen: it is no gap, and nobody has switched it off.
  var isShown: Bool { !node.isOf("Gap.") && node["enabled"]?.bool != false }

  /// Whether it lies over its neighbours and takes no time of its own.
  var isTransition: Bool { node.isOf("Transition.") }

  /// Whether it holds clips of its own.
  var isNested: Bool { node.isOf("Stack.") || node.isOf("Track.") }

  /// Whether its media plays faster, slower, or not at all.
  var isWarped: Bool {
    let effects = node["effects"]?.elements ?? []
    return effects.contains { $0.isOf("LinearTimeWarp.") || $0.isOf("FreezeFrame.") || $0.isOf("TimeEffect.") }
  }

  /// What it shows; `nil` if the file does not say.
  var media: JSONNode? { Self.media(of: node) }

  /// What of its media is seen; all of it where it has no range of its own.
  var range: JSONNode? {
    [node["source_range"], media?["available_range"]].compactMap { $0 }.first { !$0.isNull } ?? trackRange
  }

  /// songboard's own word for the shot's type, as long as the name is still the one that was written beside it.
  var type: String? {
    guard let type = node["metadata"]?["songboard"]?["type"]?.text else { return nil }
    return ShotName.isName(name, of: type) ? type : nil
  }

  /// The media of a clip; `nil` if the file does not say.
  static func media(of node: JSONNode) -> JSONNode? {
    let key = node["active_media_reference_key"]?.text ?? "DEFAULT_MEDIA"
    let media = node["media_references"]?[key] ?? node["media_reference"]
    return media?.isNull == true ? nil : media
  }

  /// A sequence without a range of its own is as long as its only clip.
  private var trackRange: JSONNode? {
    guard isNested, let children = node["children"]?.elements, children.count == 1 else { return nil }
    return OTIOItem(children[0]).range
  }
}

extension JSONNode {
  /// Whether this is an object of a schema, in any version: `Clip.`.
  func isOf(_ schema: String) -> Bool { self["OTIO_SCHEMA"]?.text?.hasPrefix(schema) ?? false }
}
