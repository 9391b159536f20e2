import Formats
import Shots
import StageKit

/// Reads the playlist with the most entries of an MLT document.
struct MLTReader {
  private var findings: Diagnostics
  private let rate: FrameRate

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
    var reader = MLTReader(findings: findings, rate: rate)
    let list = reader.list(root)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, rate: FrameRate) {
    self.findings = findings
    self.rate = rate
  }

  private mutating func list(_ root: XMLNode) -> CutList? {
    let bins: Set = ["main_bin", "main bin"]
    let playlists = root.all("playlist").filter { !bins.contains($0.attributes["id"] ?? "") }
    guard
      let longest = playlists.max(by: { $0.children("entry").count < $1.children("entry").count })
    else {
      findings.error(root.line, "the document has no playlist")
      return nil
    }
    var producers: [String: XMLNode] = [:]
    for node in root.all("producer") + root.all("chain") { producers[node.attributes["id"] ?? ""] = node }
    var cuts: [CutList.Cut] = []
    var place = 0
    for node in longest.children {
      if node.name == "blank", let length = frame(node, "length"), length > 0 {
        cuts.append(
          CutList.Cut(inFrame: place, outFrame: place + length, name: node.name, line: node.line, picture: .gap))
        place += length
      }
      guard node.name == "entry" else { continue }
      guard let last = frame(node, "out") else {
        findings.error(node.line, "an entry needs `out`")
        continue
      }
      // MLT's `out` is the last frame itself.
      let first = frame(node, "in") ?? 0
      let producer = producers[node.attributes["producer"] ?? ""]
      if producer == nil { findings.error(node.line, "the entry's producer is not in the document") }
      if let producer, let end = frame(producer, "out"), last > end {
        findings.error(node.line, "the entry runs past its producer, which ends at frame \(end)")
      }
      let name = producer?.attributes["id"] ?? ""
      cuts.append(CutList.Cut(inFrame: place, outFrame: place + last + 1 - first, name: name, line: node.line))
      place += last + 1 - first
    }
    return CutList(format: .mlt, rate: rate, statesDropFrame: false, start: nil, cuts: cuts, statedFrames: nil)
  }

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
