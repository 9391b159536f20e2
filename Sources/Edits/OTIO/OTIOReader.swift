import Formats
import Shots
import StageKit

/// Reads the cuts of an OpenTimelineIO timeline. Where it has no clip, its markers are the cuts.
struct OTIOReader {
  /// How far a number of frames may be from a whole one, by the arithmetic of programs with seconds.
  private static let tolerance = 1e-3

  private var findings: Diagnostics
  /// Whether what strict editors refuse is an error: times of several rates, clips past their media.
  private let isStrict: Bool
  private var rate: FrameRate?

  static func read(_ bytes: [UInt8], isStrict: Bool, findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try JSONReader.read(bytes)
    guard root["OTIO_SCHEMA"]?.text == "Timeline.1" else {
      throw ReadingError(line: root.line, message: "this is no Timeline.1 of OpenTimelineIO")
    }
    var reader = OTIOReader(findings: findings, isStrict: isStrict)
    let list = reader.list(root)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, isStrict: Bool) {
    self.findings = findings
    self.isStrict = isStrict
  }

  private mutating func list(_ root: JSONNode) -> CutList? {
    let start = root["global_start_time"].flatMap { $0.isNull ? nil : frame($0) }
    let tracks = root["tracks"]?["children"]?.elements ?? []
    let pictures = tracks.filter { $0["kind"]?.text == "Video" }
    guard let cuts = markers(root, pictures) ?? cuts(pictures, of: root) else { return nil }
    guard let rate else {
      findings.error(root.line, "the timeline has no times")
      return nil
    }
    let sounds = tracks.filter { $0["kind"]?.text == "Audio" }.flatMap { $0["children"]?.elements ?? [] }
    let song = sounds.lazy.compactMap { OTIOItem.media(of: $0)?["target_url"]?.text }.first
    return CutList(
      format: .otio, rate: rate, statesDropFrame: false, start: start, cuts: cuts, statedFrames: nil,
      song: song.map { MediaFile.path(ofURL: $0) } ?? "",
      media: tracks.flatMap { Self.media(in: $0, isSound: $0["kind"]?.text == "Audio") })
  }

  /// The files of the clips in a track, and in the sequences on it.
  private static func media(in node: JSONNode, isSound: Bool) -> [CutMedia] {
    (node["children"]?.elements ?? []).flatMap { child -> [CutMedia] in
      guard let media = OTIOItem.media(of: child), media.isOf("ExternalReference.") else {
        return self.media(in: child, isSound: isSound)
      }
      let (name, url) = (media["name"]?.text ?? "", media["target_url"])
      return [
        CutMedia(
          name: name, path: MediaFile.path(ofURL: url?.text ?? ""), line: url?.line ?? media.line, isSound: isSound,
          isCard: CutClip.isCard(name: name))
      ]
    }
  }

  private mutating func cuts(_ tracks: [JSONNode], of root: JSONNode) -> [CutList.Cut]? {
    var layers = CutLayers()
    for track in tracks {
      guard let cuts = cuts(of: track) else { return nil }
      layers.add(cuts)
    }
    let cuts = layers.flattened(findings: &findings)
    guard cuts.contains(where: { $0.picture == .shown }) else {
      findings.error(root.line, "no video track has a clip; put the shots on one")
      return nil
    }
    return cuts
  }

  private mutating func cuts(of track: JSONNode) -> [CutList.Cut]? {
    var cuts: [CutList.Cut] = []
    var place = 0
    for node in track["children"]?.elements ?? [] {
      let item = OTIOItem(node)
      if item.isTransition {
        findings.warning(Mark(line: node.line), "the transition '\(item.name)' comes back as a cut")
        continue
      }
      guard let length = item.range?["duration"].flatMap({ frame($0) }), length >= 0 else {
        findings.error(node.line, "'\(item.name)' has no length in whole frames; give it a source_range")
        return nil
      }
      if item.isNested {
        findings.warning(Mark(line: node.line), "'\(item.name)' is a sequence of its own: it comes back as one shot")
      }
      if item.isWarped {
        findings.warning(Mark(line: node.line), "'\(item.name)' plays at another speed, which a plan cannot say")
      }
      // Empty gaps are what other programs leave behind.
      if item.isShown || length > 0 { cuts.append(cut(item, place..<place + length)) }
      place += length
    }
    return cuts
  }

  private mutating func cut(_ item: OTIOItem, _ frames: Range<Int>) -> CutList.Cut {
    if item.isShown, isStrict { checkMedia(of: item, frames.count) }
    return CutList.Cut(
      inFrame: frames.lowerBound, outFrame: frames.upperBound, name: item.name, line: item.node.line,
      picture: item.isShown ? .shown : .gap, type: item.type, clip: clip(of: item))
  }

  private mutating func clip(of item: OTIOItem) -> CutClip? {
    guard item.isShown, let media = item.media, media.isOf("ExternalReference."),
      let first = item.range?["start_time"].flatMap({ frame($0) })
    else { return nil }
    let available = media["available_range"].flatMap { $0.isNull ? nil : $0 }
    let start = available?["start_time"].flatMap { frame($0) }
    let name = media["name"]?.text ?? ""
    return CutClip(
      name: name, file: MediaFile.path(ofURL: media["target_url"]?.text ?? ""), inFrame: start.map { first - $0 },
      timecode: first, frames: available?["duration"].flatMap { frame($0) },
      isCard: CutClip.isCard(name: name))
  }

  /// The timeline's markers, each up to the next, the last up to the end of the first video track; `nil` if there are none,
  /// or there are clips.
  private mutating func markers(_ root: JSONNode, _ tracks: [JSONNode]) -> [CutList.Cut]? {
    let items = tracks.map { $0["children"]?.elements ?? [] }
    guard let markers = root["tracks"]?["markers"]?.elements, !markers.isEmpty, let gaps = items.first,
      !items.joined().contains(where: { $0.isOf("Clip.") })
    else { return nil }
    let end = gaps.compactMap { $0["source_range"]?["duration"].flatMap { frame($0) } }.reduce(0, +)
    var cuts: [CutList.Cut] = []
    for marker in markers.reversed() {
      guard let start = marker["marked_range"]?["start_time"].flatMap({ frame($0) }) else {
        findings.error(marker.line, "the marker has no time")
        return []
      }
      cuts.append(
        CutList.Cut(
          inFrame: start, outFrame: cuts.last?.inFrame ?? end, name: marker["name"]?.text ?? "", line: marker.line,
          picture: .gap))
    }
    return cuts.reversed()
  }

  /// A time in whole frames of the timeline's rate, which is that of its first time.
  private mutating func frame(_ time: JSONNode) -> Int? {
    guard let value = time["value"]?.number, let decimal = time["rate"]?.number, decimal > 0 else {
      findings.error(time.line, "a time must have a value and a rate")
      return nil
    }
    guard let own = FrameRate(decimal: decimal) ?? (isStrict ? nil : rate) else {
      findings.error(time.line, "\(decimal) is no frame rate of editors")
      return nil
    }
    let rate = self.rate ?? own
    self.rate = rate
    if isStrict, own != rate {
      findings.error(time.line, "a time at \(own.rawValue) in a timeline at \(rate.rawValue)")
    }
    // Media have rates of their own, and so have the times of clips that were put into a timeline of another.
    let frames = own == rate ? value : value / decimal * Double(rate.numerator) / Double(rate.denominator)
    let tolerance = isStrict ? 0 : Self.tolerance
    guard abs(frames - frames.rounded()) <= tolerance, let frame = Int(exactly: frames.rounded()),
      FrameNumber.range.contains(frame)
    else {
      findings.error(time.line, "\(value)\(own == rate ? "" : " at \(decimal)") is no whole frame")
      return nil
    }
    return frame
  }

  /// A clip must lie within its media.
  private mutating func checkMedia(of item: OTIOItem, _ length: Int) {
    guard let available = item.media?["available_range"],
      // Media may run at a rate of its own.
      available["start_time"]?["rate"]?.number == item.range?["start_time"]?["rate"]?.number,
      let first = available["start_time"]?["value"]?.number, let whole = available["duration"]?["value"]?.number,
      let start = item.range?["start_time"]?["value"]?.number
    else { return }
    if start < first || start + Double(length) > first + whole {
      findings.error(item.node.line, "'\(item.name)' runs past its media")
    }
  }
}
