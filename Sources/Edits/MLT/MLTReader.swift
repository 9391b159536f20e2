import Formats
import Shots
import StageKit

/// Reads the pictures of an MLT document: songboard's own, or what Shotcut and Kdenlive save.
struct MLTReader {
  private var findings: Diagnostics
  private let rate: FrameRate
  private let project: MLTProject

  static func read(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try XMLReader.read(bytes)
    guard root.name == "mlt" else { throw ReadingError(line: root.line, message: "this is no mlt document") }
    guard let profile = root.child("profile"),
      let numerator = profile.attributes["frame_rate_num"].flatMap({ Int($0) }),
      let denominator = profile.attributes["frame_rate_den"].flatMap({ Int($0) })
    else {
      throw ReadingError(line: root.line, message: "the document has no profile with a frame rate, so it plays at 25")
    }
    guard let rate = FrameRate(numerator: numerator, denominator: denominator) else {
      throw ReadingError(line: profile.line, message: "\(numerator)/\(denominator) is no frame rate of editors")
    }
    var reader = MLTReader(findings: findings, rate: rate, project: MLTProject(root))
    let list = reader.list(root)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, rate: FrameRate, project: MLTProject) {
    self.findings = findings
    self.rate = rate
    self.project = project
  }

  private mutating func list(_ root: XMLNode) -> CutList? {
    guard !project.tracks.isEmpty else {
      findings.error(root.line, "the document has no playlist")
      return nil
    }
    var layers = CutLayers()
    var song = ""
    for track in project.tracks {
      let cuts = track.playlists.map { self.cuts(of: $0, isSound: track.isSound) }
      if track.isSound {
        let sounds = cuts.joined().compactMap(\.clip?.file).filter { !$0.isEmpty }
        song = song.isEmpty ? sounds.first ?? "" : song
      } else {
        layers.add(cuts.count > 1 ? mixed(Array(cuts.joined()), by: track.mixes) : cuts.first ?? [])
      }
    }
    let profile = root.child("profile")
    return CutList(
      format: .mlt, rate: rate, statesDropFrame: false, start: nil, cuts: layers.flattened(findings: &findings),
      statedFrames: nil, song: song, media: project.media,
      picture: CutPicture(
        width: profile?.attributes["width"], height: profile?.attributes["height"], line: profile?.line ?? 0))
  }

  // MARK: Clips

  private mutating func cuts(of playlist: XMLNode, isSound: Bool) -> [CutList.Cut] {
    var cuts: [CutList.Cut] = []
    var place = 0
    /// How many frames of the next clip a dissolve has shown before its own entry.
    var lead = 0
    for node in playlist.children {
      if node.name == "blank", let length = frame(node, "length"), length > 0 {
        cuts.append(
          CutList.Cut(inFrame: place, outFrame: place + length, name: node.name, line: node.line, picture: .gap))
        place += length
      }
      guard node.name == "entry" else { continue }
      guard let clip = project.element(node.attributes["producer"]) else {
        findings.error(node.line, "the entry's producer is not in the document")
        continue
      }
      guard let last = frame(node, "out") ?? frame(clip.node, "out") else {
        findings.error(node.line, "an entry needs `out`")
        continue
      }
      // MLT's `out` is the last frame itself.
      let first = frame(node, "in") ?? frame(clip.node, "in") ?? 0
      guard last >= first else {
        findings.error(node.line, "the entry has no length: it plays from frame \(first) to \(last)")
        continue
      }
      if clip.isDissolve, let before = cuts.last {
        findings.warning(Mark(line: node.line), "the dissolve comes back as a cut in its middle")
        let length = last + 1 - first
        cuts[cuts.count - 1] = before.part(before.inFrame..<place + length / 2)
        (place, lead) = (place + length, length - length / 2)
        continue
      }
      let cut = cut(node, clip, place..<place + last + 1 - first, from: first, isSound: isSound)
      cuts.append(lead == 0 ? cut : cut.part(cut.inFrame - lead..<cut.outFrame))
      place += last + 1 - first
      lead = 0
    }
    return cuts
  }

  private mutating func cut(
    _ entry: XMLNode, _ clip: MLTElement, _ frames: Range<Int>, from first: Int, isSound: Bool
  ) -> CutList.Cut {
    let name = MLTElement(entry).caption ?? project.caption(of: clip) ?? clip.node.attributes["id"] ?? ""
    if !isSound {
      // A producer is as long as what it plays, but for what has no end.
      if let end = frame(clip.node, "out"), first + frames.count > end + 1, !clip.isColour {
        findings.error(entry.line, "the entry runs past its producer, which ends at frame \(end)")
      }
      if clip.isWarped {
        findings.warning(Mark(line: entry.line), "'\(name)' plays at another speed, which a plan cannot say")
      }
      if clip.node.name == "tractor" || clip.node.name == "playlist" {
        findings.warning(Mark(line: entry.line), "'\(name)' is a sequence of its own: it comes back as one shot")
      }
    }
    let isShown = isSound || !clip.isSound
    return CutList.Cut(
      inFrame: frames.lowerBound, outFrame: frames.upperBound, name: name, line: entry.line,
      picture: isShown ? .shown : .gap, clip: self.clip(clip, from: first))
  }

  private mutating func clip(_ clip: MLTElement, from first: Int) -> CutClip? {
    guard clip.node.name == "producer" || clip.node.name == "chain" else { return nil }
    let length = clip["length"].flatMap { FrameNumber.read($0) }
    return CutClip(
      name: project.caption(of: clip) ?? FilePath.lastPart(of: clip.file), file: clip.isColour ? "" : clip.file,
      inFrame: first,
      frames: length ?? frame(clip.node, "out").map { $0 + 1 }, isCard: clip.isColour)
  }

  /// The clips of Kdenlive's two playlists as one track: where both play, they are mixed.
  private mutating func mixed(_ all: [CutList.Cut], by mixes: [XMLNode]) -> [CutList.Cut] {
    var cuts: [CutList.Cut] = []
    for cut in all.filter({ $0.picture == .shown }).sorted(by: { $0.inFrame < $1.inFrame }) {
      guard let last = cuts.last, last.outFrame > cut.inFrame else {
        // What neither plays.
        let end = cuts.last?.outFrame ?? 0
        if cut.inFrame > end {
          cuts.append(CutList.Cut(inFrame: end, outFrame: cut.inFrame, name: "blank", line: cut.line, picture: .gap))
        }
        cuts.append(cut)
        continue
      }
      findings.warning(Mark(line: cut.line), "the mix of '\(last.name)' and '\(cut.name)' comes back as a cut")
      // Kdenlive notes how long the cut was before the mix ends.
      let mix = mixes.first { frame($0, "in") == cut.inFrame }.map { MLTElement($0) }
      let behind = mix?["kdenlive:mixcut"].flatMap { FrameNumber.read($0) } ?? (last.outFrame - cut.inFrame) / 2
      let place = min(max(cut.inFrame, last.outFrame - behind), cut.outFrame)
      cuts[cuts.count - 1] = last.part(last.inFrame..<place)
      cuts.append(cut.part(place..<cut.outFrame))
    }
    return cuts
  }

  // MARK: Times

  /// A time as a frame number, or as a clock with milliseconds.
  private mutating func frame(_ node: XMLNode, _ key: String) -> Int? {
    guard let text = node.attributes[key] else { return nil }
    if let frame = FrameNumber.read(text) { return frame }
    if let match = text.wholeMatch(of: /([0-9]{1,4}):([0-9]{2}):([0-9]{2}[.,][0-9]{1,6})/),
      let hours = Double(match.1), let minutes = Double(match.2),
      let seconds = Double(match.3.map { $0 == "," ? "." : $0 }.reduce(into: "") { $0.append($1) })
    {
      return rate.frame(rounding: 3600 * hours + 60 * minutes + seconds)
    }
    findings.error(node.line, "\(key)=\"\(text)\" is no frame number")
    return nil
  }
}
