import FoundationEssentials
import Learning
import StageKit

/// Labels from an OpenTimelineIO timeline: the clips of its only video track, and the types in their names.
enum ClipTrack {
  /// The shots of a timeline; its gaps give none.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``StageFailure`` with the place in the file's tree.
  static func shots(in bytes: [UInt8], path: String, vocabulary: Vocabulary) throws(StageFailure) -> [WrittenShot] {
    let timeline: Timeline
    do {
      timeline = try JSONDecoder().decode(Timeline.self, from: Data(bytes))
    } catch {
      throw StageFailure("\(path): this is no OpenTimelineIO timeline", remedy: "export a Timeline in .otio")
    }
    let tracks = timeline.tracks.children.enumerated().filter { track in
      track.element.kind == "Video" && track.element.children.contains { $0.schema.hasPrefix("Clip.") }
    }
    guard let (number, track) = tracks.first, tracks.count == 1 else {
      throw StageFailure(
        "\(path): \(tracks.count) video tracks have clips", remedy: "export the edit with its shots on one video track")
    }
    var time = 0.0
    var shots: [WrittenShot] = []
    for (index, item) in track.children.enumerated() where !item.schema.hasPrefix("Transition.") {
      let place = "\(path): tracks.children[\(number)].children[\(index)]"
      guard item.schema.hasPrefix("Clip.") || item.schema.hasPrefix("Gap.") else {
        throw StageFailure("\(place) is a \(item.schema)", remedy: "flatten it to a clip")
      }
      guard let range = item.range, range.duration.rate > 0, range.duration.value >= 0 else {
        throw StageFailure("\(place) has no length", remedy: "give it a source_range")
      }
      let end = time + range.duration.value / range.duration.rate
      if item.schema.hasPrefix("Clip.") {
        let type = ClipType.type(in: item.name ?? "", vocabulary: vocabulary)
        shots.append(WrittenShot(start: time, end: end, type: type, place: place))
      }
      time = end
    }
    return shots
  }

  private struct Timeline: Decodable {
    let tracks: Stack
  }

  private struct Stack: Decodable {
    let children: [Track]
  }

  private struct Track: Decodable {
    let kind: String?
    let children: [Item]
  }

  private struct Item: Decodable {
    let schema: String
    let name: String?
    let sourceRange: Range?
    let media: Media?
    let medias: [String: Media]?
    let activeMedia: String?

    /// What is seen of the item: what it says itself, or all of its media.
    var range: Range? { sourceRange ?? media?.range ?? activeMedia.flatMap { medias?[$0]?.range } }

    enum CodingKeys: String, CodingKey {
      case schema = "OTIO_SCHEMA"
      case name
      case sourceRange = "source_range"
      case media = "media_reference"
      case medias = "media_references"
      case activeMedia = "active_media_reference_key"
    }
  }

  private struct Media: Decodable {
    let range: Range?

    enum CodingKeys: String, CodingKey {
      case range = "available_range"
    }
  }

  private struct Range: Decodable {
    let duration: Time
  }

  private struct Time: Decodable {
    let value: Double
    let rate: Double
  }
}
