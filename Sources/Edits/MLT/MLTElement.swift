import Formats
import StageKit

/// A producer, playlist or tractor of an MLT document, with its properties.
struct MLTElement {
  let node: XMLNode
  private let properties: [String: String]

  init(_ node: XMLNode) {
    self.node = node
    let pairs = node.children("property").compactMap { property in
      property.attributes["name"].map { ($0, property.text) }
    }
    properties = Dictionary(pairs) { first, _ in first }
  }

  /// A property's text; `nil` if there is none, or it is empty.
  subscript(name: String) -> String? { properties[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// What its author calls it, in Kdenlive or in Shotcut.
  var caption: String? { self["kdenlive:clipname"] ?? self["shotcut:caption"] }

  /// Whether it is an audio track by its editor's word.
  var isAudioTrack: Bool { self["kdenlive:audio_track"] == "1" || self["shotcut:audio"] == "1" }

  /// Whether it is a plain colour: a card.
  var isColour: Bool { ["color", "colour"].contains(self["mlt_service"] ?? "") }

  /// Whether only its sound is played.
  var isSound: Bool { self["video_index"] == "-1" }

  /// Whether it plays its media faster, slower or backwards.
  var isWarped: Bool { self["mlt_service"] == "timewarp" || self["warp_speed"] != nil }

  /// Whether it is a dissolve of Shotcut: a tractor in the place of a clip.
  var isDissolve: Bool { node.name == "tractor" && self["shotcut:transition"] != nil }

  /// The media's path: of the original where an editor plays a stand-in.
  var file: String {
    MediaFile.path(
      ofPlayer: self["kdenlive:originalurl"] ?? self["shotcut:originalResource"] ?? self["warp_resource"]
        ?? self["resource"] ?? "")
  }
}
