import Formats
import Shots
import StageKit

/// Reads the cuts of an OpenTimelineIO timeline: whole frames of one rate, within their media. Where it has no clip, its
/// markers are the cuts.
struct OTIOReader {
  private var findings: Diagnostics
  private var rate: FrameRate?

  static func read(_ bytes: [UInt8], findings: inout Diagnostics) -> CutList? {
    guard let root = OTIOTrack.root(of: bytes, findings: &findings) else { return nil }
    var reader = OTIOReader(findings: findings)
    let list = reader.list(root)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics) {
    self.findings = findings
  }

  private mutating func list(_ root: JSONNode) -> CutList? {
    let start = root["global_start_time"].flatMap { $0.isNull ? nil : frame($0) }
    guard let cuts = markers(root) ?? cuts(root) else { return nil }
    guard let rate else {
      findings.error(root.line, "the timeline has no times")
      return nil
    }
    return CutList(
      format: .otio, rate: rate, statesDropFrame: false, start: start, cuts: cuts, statedFrames: nil)
  }

  private mutating func cuts(_ root: JSONNode) -> [CutList.Cut]? {
    guard let track = OTIOTrack.read(root, findings: &findings) else { return nil }
    var cuts: [CutList.Cut] = []
    var place = 0
    for item in track.items {
      guard let length = item.range["duration"].flatMap({ frame($0) }) else { return nil }
      if item.isClip { checkMedia(of: item, length) }
      // Empty gaps are what other programs leave behind.
      if item.isClip || length > 0 {
        cuts.append(
          CutList.Cut(
            inFrame: place, outFrame: place + length, name: item.name, line: item.line,
            picture: item.isClip ? .shown : .gap))
      }
      place += length
    }
    return cuts
  }

  /// The timeline's markers, each up to the next, the last up to the end of the first video track; `nil` if there are none,
  /// or there are clips.
  private mutating func markers(_ root: JSONNode) -> [CutList.Cut]? {
    let tracks = (root["tracks"]?["children"]?.elements ?? []).filter { $0["kind"]?.text == "Video" }
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

  /// A time in whole frames; all of a timeline's times have one rate.
  private mutating func frame(_ time: JSONNode) -> Int? {
    guard let value = time["value"]?.number, let decimal = time["rate"]?.number else {
      findings.error(time.line, "a time must have a value and a rate")
      return nil
    }
    guard let rate = FrameRate(decimal: decimal) else {
      findings.error(time.line, "\(decimal) is no frame rate of editors")
      return nil
    }
    if let known = self.rate, known != rate {
      findings.error(time.line, "a time at \(rate.rawValue) in a timeline at \(known.rawValue)")
    }
    self.rate = self.rate ?? rate
    guard let frame = Int(exactly: value), FrameNumber.range.contains(frame) else {
      findings.error(time.line, "\(value) is no whole frame")
      return nil
    }
    return frame
  }

  /// A clip must lie within its media.
  private mutating func checkMedia(of item: OTIOTrack.Item, _ length: Int) {
    guard let available = item.media?["available_range"],
      // Media may run at a rate of its own.
      available["start_time"]?["rate"]?.number == item.range["start_time"]?["rate"]?.number,
      let first = available["start_time"]?["value"]?.number, let whole = available["duration"]?["value"]?.number,
      let start = item.range["start_time"]?["value"]?.number
    else { return }
    if start < first || start + Double(length) > first + whole {
      findings.error(item.line, "'\(item.name)' runs past its media")
    }
  }
}
