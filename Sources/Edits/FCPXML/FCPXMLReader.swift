import Formats
import Shots
import StageKit

/// Reads the spine of a Final Cut Pro XML project and what is connected above it, in exact rationals.
struct FCPXMLReader {
  /// What holds clips of its own, and comes back as one shot.
  private static let nested: Set = ["ref-clip", "sync-clip", "mc-clip"]
  /// What is no picture.
  private static let passedOver: Set = ["marker", "note", "caption"]

  private var findings: Diagnostics
  /// Whether what Final Cut refuses is an error: clips past their media, markers outside their clip.
  private let isStrict: Bool
  private let rate: FrameRate
  private let assets: [String: XMLNode]
  private let picture: CutPicture?

  static func read(_ bytes: [UInt8], isStrict: Bool, findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try XMLReader.read(bytes)
    guard root.name == "fcpxml", let sequence = root.first("sequence"), let spine = sequence.child("spine") else {
      throw ReadingError(line: root.line, message: "this is no fcpxml document with a sequence and its spine")
    }
    let resources = root.child("resources")?.children ?? []
    let format = resources.first { $0.name == "format" && $0.attributes["id"] == sequence.attributes["format"] }
    let isDropFrame = sequence.attributes["tcFormat"] == "DF"
    guard let duration = format?.attributes["frameDuration"].flatMap({ RationalSeconds($0) }),
      let rate = FrameRate(
        numerator: duration.denominator, denominator: duration.numerator, isDropFrame: isDropFrame)
    else {
      throw ReadingError(line: sequence.line, message: "the sequence's format has no frameDuration of editors' rates")
    }
    var assets: [String: XMLNode] = [:]
    for asset in resources where asset.name == "asset" { assets[asset.attributes["id"] ?? ""] = asset }
    let picture = format.flatMap {
      CutPicture(width: $0.attributes["width"], height: $0.attributes["height"], line: $0.line)
    }
    var reader = FCPXMLReader(findings: findings, isStrict: isStrict, rate: rate, assets: assets, picture: picture)
    let list = reader.list(sequence, spine)
    findings = reader.findings
    return list
  }

  private init(
    findings: Diagnostics, isStrict: Bool, rate: FrameRate, assets: [String: XMLNode], picture: CutPicture?
  ) {
    self.findings = findings
    self.isStrict = isStrict
    self.rate = rate
    self.assets = assets
    self.picture = picture
  }

  private mutating func list(_ sequence: XMLNode, _ spine: XMLNode) -> CutList? {
    let start = frame(sequence, "tcStart") ?? 0
    var cuts: [CutList.Cut] = []
    var connected: [Int: [CutList.Cut]] = [:]
    for item in spine.children where !Self.passedOver.contains(item.name) {
      if item.name == "transition" {
        findings.warning(Mark(line: item.line), "the transition comes back as a cut")
        continue
      }
      let place = frame(item, "offset") ?? start + (cuts.last?.outFrame ?? 0)
      guard let cut = cut(item, at: place - start) else { continue }
      cuts.append(cut)
      if isStrict { check(item, cut) }
      // Times of what is connected count as those of the clip's media do.
      let own = time(item, "start") ?? time(assets[item.attributes["ref"] ?? ""], "start") ?? 0
      for above in item.children {
        guard let lane = above.attributes["lane"].flatMap({ Int($0) }), lane > 0 else { continue }
        let place = cut.inFrame + (time(above, "offset") ?? own) - own
        let clips = above.name == "spine" ? above.children : [above]
        for clip in clips where !Self.passedOver.contains(clip.name) && clip.name != "gap" && hasPicture(clip) {
          let end = connected[lane]?.last.map(\.outFrame) ?? place
          if let cut = self.cut(clip, at: above.name == "spine" ? max(place, end) : place) {
            connected[lane, default: []].append(cut)
          }
        }
      }
    }
    var layers = CutLayers()
    layers.add(cuts)
    for (_, clips) in connected.sorted(by: { $0.key < $1.key }) {
      layers.add(clips.sorted { $0.inFrame < $1.inFrame })
    }
    let songs = spine.all("asset-clip").compactMap { assets[$0.attributes["ref"] ?? ""] }
    return CutList(
      format: .fcpxml, rate: rate, statesDropFrame: sequence.attributes["tcFormat"] != nil, start: start,
      cuts: layers.flattened(findings: &findings), statedFrames: isStrict ? frame(sequence, "duration") : nil,
      song: songs.first { !Self.hasPicture($0) }.map(Self.file) ?? "", media: media, picture: picture)
  }

  private var media: [CutMedia] {
    assets.values.sorted { $0.line < $1.line }.map { asset in
      let name = asset.attributes["name"] ?? ""
      return CutMedia(
        name: name, path: Self.file(asset), line: asset.line, isSound: !Self.hasPicture(asset),
        isCard: CutClip.isCard(name: name))
    }
  }

  private mutating func cut(_ item: XMLNode, at place: Int) -> CutList.Cut? {
    guard let length = frame(item, "duration") else {
      findings.error(item.line, "<\(item.name)> needs a duration in whole frames")
      return nil
    }
    let name = item.attributes["name"] ?? item.name
    if Self.nested.contains(item.name) {
      findings.warning(Mark(line: item.line), "'\(name)' is a sequence of its own: it comes back as one shot")
    }
    if item.child("timeMap") != nil {
      findings.warning(Mark(line: item.line), "'\(name)' plays at another speed, which a plan cannot say")
    }
    let isShown = item.name != "gap" && item.attributes["enabled"] != "0"
    return CutList.Cut(
      inFrame: place, outFrame: place + length, name: name, line: item.line, picture: isShown ? .shown : .gap,
      clip: isShown ? clip(item) : nil)
  }

  private mutating func clip(_ item: XMLNode) -> CutClip? {
    if item.name == "title" { return CutClip(isCard: true) }
    let reference = item.attributes["ref"] ?? item.first("video")?.attributes["ref"] ?? ""
    guard let asset = assets[reference] else { return nil }
    let start = time(asset, "start") ?? 0
    let first = time(item, "start") ?? start
    let name = asset.attributes["name"] ?? ""
    return CutClip(
      name: name, file: Self.file(asset), inFrame: first - start, timecode: first,
      frames: time(asset, "duration"), isCard: CutClip.isCard(name: name))
  }

  private static func file(_ asset: XMLNode) -> String {
    MediaFile.path(ofURL: asset.child("media-rep")?.attributes["src"] ?? asset.attributes["src"] ?? "")
  }

  private func hasPicture(_ clip: XMLNode) -> Bool {
    clip.name != "audio" && clip.attributes["srcEnable"] != "audio"
      && assets[clip.attributes["ref"] ?? ""].map(Self.hasPicture) != false
  }

  private static func hasPicture(_ asset: XMLNode) -> Bool { asset.attributes["hasVideo"] == "1" }

  // MARK: Times

  /// A time in frames; one that is none is reported.
  private mutating func frame(_ node: XMLNode, _ key: String) -> Int? {
    guard let text = node.attributes[key] else { return nil }
    guard let time = RationalSeconds(text) else {
      findings.error(node.line, "\(key)=\"\(text)\" is no time, such as 1001/30000s")
      return nil
    }
    guard let frame = time.frame(at: rate) else {
      findings.error(node.line, "\(key)=\"\(text)\" of <\(node.name)> is no whole number of frames")
      return nil
    }
    return frame
  }

  /// A time of media, which may run at a rate of its own, as the nearest frame.
  private func time(_ node: XMLNode?, _ key: String) -> Int? {
    guard let text = node?.attributes[key], let time = RationalSeconds(text) else { return nil }
    let nearest = (time.value * Double(rate.numerator) / Double(rate.denominator)).rounded()
    return time.frame(at: rate) ?? Int(exactly: nearest).flatMap { FrameNumber.range.contains($0) ? $0 : nil }
  }

  // MARK: What Final Cut refuses

  private mutating func check(_ item: XMLNode, _ cut: CutList.Cut) {
    let first = frame(item, "start") ?? 0
    for clip in [item] + item.children("asset-clip") { checkMedia(clip) }
    for marker in item.children where ["marker", "chapter-marker"].contains(marker.name) {
      if let at = frame(marker, "start"), !(first..<first + max(cut.outFrame - cut.inFrame, 1)).contains(at) {
        findings.error(marker.line, "the marker lies outside '\(cut.name)'")
      }
    }
  }

  /// Final Cut refuses clips that run past their media.
  private mutating func checkMedia(_ clip: XMLNode) {
    guard let asset = assets[clip.attributes["ref"] ?? ""],
      let first = RationalSeconds(asset.attributes["start"] ?? "0s"),
      let whole = asset.attributes["duration"].flatMap({ RationalSeconds($0) }),
      let start = RationalSeconds(clip.attributes["start"] ?? asset.attributes["start"] ?? "0s"),
      let length = clip.attributes["duration"].flatMap({ RationalSeconds($0) })
    else { return }
    if start.value < first.value - 1e-9 || start.value + length.value > first.value + whole.value + 1e-9 {
      findings.error(clip.line, "'\(clip.attributes["name"] ?? clip.name)' runs past its media")
    }
  }
}
