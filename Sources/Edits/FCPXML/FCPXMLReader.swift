import Formats
import Shots
import StageKit

/// Reads the spine of a Final Cut Pro XML project, in exact rationals.
struct FCPXMLReader {
  private var findings: Diagnostics
  private let rate: FrameRate
  private let assets: [String: XMLNode]

  static func read(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> CutList? {
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
    var reader = FCPXMLReader(findings: findings, rate: rate, assets: assets)
    let list = reader.list(sequence, spine)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, rate: FrameRate, assets: [String: XMLNode]) {
    self.findings = findings
    self.rate = rate
    self.assets = assets
  }

  private mutating func list(_ sequence: XMLNode, _ spine: XMLNode) -> CutList? {
    let start = frame(sequence, "tcStart") ?? 0
    var cuts: [CutList.Cut] = []
    for item in spine.children where !["transition", "marker", "note"].contains(item.name) {
      let place = frame(item, "offset") ?? start + (cuts.last?.outFrame ?? 0)
      guard let length = frame(item, "duration") else {
        findings.error(item.line, "<\(item.name)> needs a duration in whole frames")
        continue
      }
      let name = item.attributes["name"] ?? item.name
      cuts.append(
        CutList.Cut(
          inFrame: place - start, outFrame: place - start + length, name: name, line: item.line,
          picture: item.name == "gap" ? .gap : .shown))
      let first = frame(item, "start") ?? 0
      for clip in [item] + item.children("asset-clip") { checkMedia(clip) }
      for marker in item.children where ["marker", "chapter-marker"].contains(marker.name) {
        if let at = frame(marker, "start"), !(first..<first + max(length, 1)).contains(at) {
          findings.error(marker.line, "the marker lies outside '\(name)'")
        }
      }
    }
    return CutList(
      format: .fcpxml, rate: rate, statesDropFrame: sequence.attributes["tcFormat"] != nil, start: start,
      cuts: cuts, statedFrames: frame(sequence, "duration"))
  }

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
