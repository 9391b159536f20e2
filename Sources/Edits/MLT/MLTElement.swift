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
  var file: String { MediaFile.path(ofPlayer: resource) }

  /// Whether it plays a file, and no colour, title, protocol or series of pictures. Where no service is named, melt goes by
  /// the ending.
  var playsFile: Bool {
    let isProtocol = resource.prefix { $0 != "/" }.contains(":") && !MediaFile.isElsewhere(resource)
    guard node.name == "producer" || node.name == "chain", !isProtocol else { return false }
    guard let service = self["mlt_service"] else {
      return !resource.hasPrefix("#") && FilePath(resource).ending.contains(where: \.isLetter)
    }
    let isSeries = resource.contains(".all.") || resource.contains("?") || resource.contains(/%[0-9]*d/)
    return Self.players.contains(service) || (Self.pictures.contains(service) && !isSeries)
  }

  /// The services that play a file.
  private static let players: Set = ["avformat", "avformat-novalidate", "timewarp", "xml"]
  /// The services that show pictures, one or many.
  private static let pictures: Set = ["qimage", "pixbuf"]

  private var resource: String {
    self["kdenlive:originalurl"] ?? self["shotcut:originalResource"] ?? self["warp_resource"] ?? self["resource"] ?? ""
  }
}
