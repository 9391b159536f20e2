import Formats
import Shots
import StageKit

/// Reads the video tracks of a Final Cut Pro 7 sequence; the sequence's markers where it has no clip.
struct FCP7Reader {
  private var findings: Diagnostics
  /// Whether what strict editors refuse is an error: clips past their media or at another speed, no format.
  private let isStrict: Bool
  /// The media by the file's id: a file is described where it is used first.
  private let files: [String: XMLNode]

  static func read(_ bytes: [UInt8], isStrict: Bool, findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try XMLReader.read(bytes)
    guard root.name == "xmeml", let sequence = root.first("sequence") else {
      throw ReadingError(line: root.line, message: "this is no xmeml document with a sequence")
    }
    var reader = FCP7Reader(findings: findings, isStrict: isStrict, files: files(of: root))
    let list = reader.list(sequence)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, isStrict: Bool, files: [String: XMLNode]) {
    self.findings = findings
    self.isStrict = isStrict
    self.files = files
  }

  private static func files(of root: XMLNode) -> [String: XMLNode] {
    let files = root.all("file").filter { !$0.children.isEmpty }.compactMap { file in
      file.attributes["id"].map { ($0, file) }
    }
    return Dictionary(files, uniquingKeysWith: { first, _ in first })
  }

  private mutating func list(_ sequence: XMLNode) -> CutList? {
    let display = sequence.child("timecode")?.value("displayformat")
    guard let rate = Self.rate(of: sequence, isDropFrame: display == "DF") else {
      findings.error(sequence.line, "the sequence has no rate of editors: a timebase, and ntsc TRUE or FALSE")
      return nil
    }
    let video = sequence.descend("media", "video")
    if isStrict, video?.child("format") == nil {
      findings.error(sequence.line, "media/video has no format, and editors drop the sequence without a word")
    }
    var layers = CutLayers()
    for track in video?.children("track") ?? [] where track.value("enabled")?.uppercased() != "FALSE" {
      layers.add(cuts(of: track, at: rate))
    }
    let frames = sequence.value("duration").flatMap { FrameNumber.read($0) }
    let seen = layers.flattened(findings: &findings)
    let format = video?.descend("format", "samplecharacteristics")
    let picture = format.flatMap {
      CutPicture(width: $0.value("width"), height: $0.value("height"), line: $0.line)
    }
    let song = sequence.descend("media", "audio")?.first("file").flatMap { described($0).value("pathurl") }
    return CutList(
      format: .fcp7, rate: rate, statesDropFrame: display != nil, start: start(of: sequence, at: rate),
      cuts: seen.isEmpty ? markers(of: sequence, frames: frames) : seen, statedFrames: isStrict ? frames : nil,
      song: song.map { MediaFile.path(ofURL: $0) } ?? "", media: media(of: sequence), picture: picture)
  }

  /// The files of the clips, those of pictures first: a camera's sound is in the same file.
  private func media(of sequence: XMLNode) -> [CutMedia] {
    ["video", "audio"].flatMap { kind in
      let files = sequence.descend("media", kind)?.all("file") ?? []
      return files.map(described).map { file in
        let reel = file.descend("timecode", "reel")?.value("name") ?? ""
        return CutMedia(
          name: file.value("name") ?? "", path: MediaFile.path(ofURL: file.value("pathurl") ?? ""), line: file.line,
          isSound: kind == "audio", isCard: CutClip.isCard(name: "", reel: reel))
      }
    }
  }

  /// The sequence's markers; one without a length goes on to the next.
  private mutating func markers(of sequence: XMLNode, frames: Int?) -> [CutList.Cut] {
    let markers = sequence.children("marker")
    let starts = markers.map { $0.value("in").flatMap { FrameNumber.read($0) } }
    return markers.enumerated().compactMap { index, marker in
      let name = marker.value("name") ?? marker.name
      guard let start = starts[index] else {
        findings.error(marker.line, "the marker '\(name)' needs an in point in whole frames")
        return nil
      }
      let next = index + 1 < starts.count ? starts[index + 1] : frames
      let stated = marker.value("out").flatMap { FrameNumber.read($0) }.flatMap { $0 > start ? $0 : nil }
      return CutList.Cut(
        inFrame: start, outFrame: stated ?? next ?? start + 1, name: name, line: marker.line, picture: .gap)
    }
  }

  // MARK: Clips

  private mutating func cuts(of track: XMLNode, at rate: FrameRate) -> [CutList.Cut] {
    var cuts: [CutList.Cut] = []
    let transitions = track.children("transitionitem")
    for transition in transitions {
      findings.warning(Mark(line: transition.line), "the transition comes back as a cut")
    }
    for item in track.children where ["clipitem", "generatoritem"].contains(item.name) {
      if item.value("enabled")?.uppercased() != "FALSE", let cut = cut(item, among: transitions, at: rate) {
        cuts.append(cut)
      }
    }
    return cuts
  }

  private mutating func cut(_ item: XMLNode, among transitions: [XMLNode], at rate: FrameRate) -> CutList.Cut? {
    let name = item.value("name") ?? item.name
    let frames = ["start", "end", "in", "out"].map { key in item.value(key).flatMap { FrameNumber.read($0) } }
    guard var start = frames[0], var end = frames[1], var first = frames[2], let last = frames[3] else {
      findings.error(item.line, "'\(name)' needs start, end, in and out in whole frames")
      return nil
    }
    // A clip that goes into a transition has no border of its own there, and plays from its start or to its end.
    if start == -1, let transition = transitions.last(where: { $0.line < item.line }),
      let (place, from, _) = Self.cut(of: transition)
    {
      (start, first) = (place, first + place - from)
    }
    if end == -1, let transition = transitions.first(where: { $0.line > item.line }),
      let (place, _, _) = Self.cut(of: transition)
    {
      end = place
    }
    let isCut = frames[0] != -1 && frames[1] != -1
    if isCut, last - first != end - start { speed(item, name, last - first, end - start) }
    if item.child("sequence") != nil {
      findings.warning(Mark(line: item.line), "'\(name)' is a sequence of its own: it comes back as one shot")
    }
    let file = item.child("file").map(described)
    if isStrict, let length = file?.value("duration").flatMap({ FrameNumber.read($0) }), last > length {
      findings.error(item.line, "'\(name)' runs past its media")
    }
    return CutList.Cut(
      inFrame: start, outFrame: end, name: name, line: item.line,
      clip: clip(item, file, inFrame: first, at: rate))
  }

  private mutating func speed(_ item: XMLNode, _ name: String, _ taken: Int, _ played: Int) {
    let hasFilter = item.child("filter") != nil
    if isStrict, !hasFilter {
      findings.error(
        item.line, "'\(name)' takes \(CutListReader.frames(taken)) of its media for \(CutListReader.frames(played))")
    } else {
      findings.warning(Mark(line: item.line), "'\(name)' plays at another speed, which a plan cannot say")
    }
  }

  /// Where a transition's cut lies, and its own borders.
  private static func cut(of transition: XMLNode) -> (place: Int, start: Int, end: Int)? {
    guard let start = transition.value("start").flatMap({ FrameNumber.read($0) }),
      let end = transition.value("end").flatMap({ FrameNumber.read($0) }), start <= end
    else { return nil }
    switch transition.value("alignment") {
    case "start", "start-black": return (start, start, end)
    case "end", "end-black": return (end, start, end)
    default: return ((start + end) / 2, start, end)
    }
  }

  private func clip(_ item: XMLNode, _ file: XMLNode?, inFrame: Int, at rate: FrameRate) -> CutClip? {
    if item.name == "generatoritem" { return CutClip(inFrame: inFrame, isCard: true) }
    guard let file else { return nil }
    let timecode = file.child("timecode")
    let reel = timecode?.descend("reel")?.value("name") ?? ""
    let counting = Self.rate(of: file, isDropFrame: timecode?.value("displayformat") == "DF") ?? rate
    let written = timecode?.value("string").flatMap { try? Timecode($0, rate: counting).frame }
    let start = written ?? timecode?.value("frame").flatMap { FrameNumber.read($0) }
    return CutClip(
      name: file.value("name") ?? "", reel: reel, file: MediaFile.path(ofURL: file.value("pathurl") ?? ""),
      inFrame: inFrame, timecode: start.map { $0 + inFrame },
      frames: file.value("duration").flatMap { FrameNumber.read($0) }, isCard: CutClip.isCard(name: "", reel: reel))
  }

  /// A file where it is described.
  private func described(_ file: XMLNode) -> XMLNode {
    file.children.isEmpty ? file.attributes["id"].flatMap { files[$0] } ?? file : file
  }

  // MARK: Rates

  private mutating func start(of sequence: XMLNode, at rate: FrameRate) -> Int? {
    guard let timecode = sequence.child("timecode"), let text = timecode.value("string") else { return nil }
    guard let read = try? Timecode(text, rate: rate) else {
      findings.error(timecode.line, "'\(text)' is no timecode at \(rate.rawValue)")
      return nil
    }
    if let frame = timecode.value("frame").flatMap({ Int($0) }), frame != read.frame {
      findings.error(timecode.line, "the timecode \(text) is frame \(read.frame), not \(frame)")
    }
    return read.frame
  }

  static func rate(of node: XMLNode, isDropFrame: Bool) -> FrameRate? {
    guard let rate = node.child("rate"), let base = rate.value("timebase").flatMap({ Int($0) }),
      (1..<1000).contains(base)
    else { return nil }
    let isNTSC = rate.value("ntsc")?.uppercased() == "TRUE"
    return FrameRate(
      numerator: isNTSC ? base * 1000 : base, denominator: isNTSC ? 1001 : 1, isDropFrame: isDropFrame)
  }
}
