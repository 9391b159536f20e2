import Formats
import StageKit

/// An MLT document as a project of melt, Shotcut or Kdenlive: its tracks of pictures and its sound, by the words of those
/// programs. Kdenlive has a bin and a tractor of two playlists for each track, over one of black; Shotcut a playlist for
/// each, over one called `background`.
struct MLTProject {
  /// A track: one playlist, or the two of Kdenlive, whose clips take turns.
  struct Track {
    let playlists: [XMLNode]
    let isSound: Bool
    /// Where clips of the two playlists are mixed.
    let mixes: [XMLNode]
  }

  private static let grounds: Set = ["background", "black_track", "black"]
  private static let bins: Set = ["main_bin", "main bin"]

  /// The tracks, the lowest first.
  private(set) var tracks: [Track] = []
  /// The files of the clips, in the bin and on tracks.
  private(set) var media: [CutMedia] = []

  private var elements: [String: MLTElement] = [:]
  /// Clips of Kdenlive's bin by their number: clips on tracks refer to them.
  private var bin: [String: MLTElement] = [:]

  init(_ root: XMLNode) {
    let kinds = ["producer", "chain", "playlist", "tractor"]
    let nodes = kinds.flatMap { root.all($0) }
    for node in nodes {
      if let id = node.attributes["id"] { elements[id] = MLTElement(node) }
    }
    let clips = nodes.map { MLTElement($0) }.filter(\.playsFile)
    media = clips.sorted { $0.node.line < $1.node.line }.map { clip in
      CutMedia(
        name: clip.caption ?? FilePath.lastPart(of: clip.file), path: clip.file, line: clip.node.line,
        isSound: clip.isSound, root: root.attributes["root"])
    }
    let bins = root.all("playlist").filter { Self.bins.contains($0.attributes["id"] ?? "") }
    for entry in bins.flatMap({ $0.children("entry") }) {
      if let clip = element(entry.attributes["producer"]), let number = clip["kdenlive:id"] { bin[number] = clip }
    }
    if let timeline = timeline(root) { addTracks(of: timeline) }
    // A document of playlists alone: its longest one.
    let playlists = root.all("playlist").filter { !Self.bins.contains($0.attributes["id"] ?? "") }
    if tracks.isEmpty, let longest = playlists.max(by: { $0.children("entry").count < $1.children("entry").count }) {
      tracks = [Track(playlists: [longest], isSound: false, mixes: [])]
    }
  }

  /// What an id stands for.
  func element(_ id: String?) -> MLTElement? { id.flatMap { elements[$0] } }

  /// A clip's own words, or those of the bin for it.
  func caption(of clip: MLTElement) -> String? {
    clip.caption ?? clip["kdenlive:id"].flatMap { bin[$0]?.caption }
  }

  /// The tractor that is the timeline: the one that an editor says, or that lies over an editor's black track; else the
  /// document's own, or its last.
  private func timeline(_ root: XMLNode) -> XMLNode? {
    let tractors = root.all("tractor")
    let said = tractors.first { MLTElement($0)["shotcut"] == "1" }
    let grounded = tractors.last { $0.children("track").first.map { isGround($0) } == true }
    let own = element(root.attributes["producer"])?.node
    return said ?? grounded ?? own.flatMap { $0.name == "tractor" ? $0 : nil } ?? tractors.last
  }

  private func isGround(_ track: XMLNode) -> Bool {
    let id = track.attributes["producer"] ?? ""
    guard let element = element(id) else { return false }
    return Self.grounds.contains(id) || element["kdenlive:playlistid"] == "black_track"
  }

  private mutating func addTracks(of timeline: XMLNode) {
    for track in timeline.children("track") where !isGround(track) {
      guard let element = element(track.attributes["producer"]) else { continue }
      let hidden = ["video", "both"].contains(track.attributes["hide"] ?? "")
      if element.node.name == "playlist" {
        tracks.append(Track(playlists: [element.node], isSound: hidden || element.isAudioTrack, mixes: []))
      } else if element.node.name == "tractor" {
        let parts = element.node.children("track")
        let playlists = parts.compactMap { self.element($0.attributes["producer"])?.node }
        let isSound = parts.allSatisfy { ["video", "both"].contains($0.attributes["hide"] ?? "") }
        tracks.append(
          Track(
            playlists: playlists.filter { $0.name == "playlist" },
            isSound: hidden || isSound || element.isAudioTrack, mixes: element.node.children("transition")))
      }
    }
  }
}
