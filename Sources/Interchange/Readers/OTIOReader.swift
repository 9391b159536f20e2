import Timeline

/// Reads the cuts of an OpenTimelineIO timeline: whole frames of one rate, within their media.
struct OTIOReader {
  private var findings: Findings
  private var rate: FrameRate?

  static func read(_ bytes: [UInt8], findings: inout Findings) -> CutList? {
    guard let track = OTIOTrack.read(bytes, findings: &findings) else { return nil }
    var reader = OTIOReader(findings: findings)
    let list = reader.list(track)
    findings = reader.findings
    return list
  }

  private init(findings: Findings) {
    self.findings = findings
  }

  private mutating func list(_ track: OTIOTrack) -> CutList? {
    let start = track.start.flatMap { frame($0) }
    var cuts: [CutList.Cut] = []
    var place = 0
    for item in track.items {
      guard let length = item.range["duration"].flatMap({ frame($0) }) else { return nil }
      if item.isClip {
        cuts.append(CutList.Cut(inFrame: place, outFrame: place + length, name: item.name, line: item.line))
        checkMedia(of: item, length)
      }
      place += length
    }
    guard let rate else {
      findings.error(track.line, "the video track has no times")
      return nil
    }
    return CutList(
      format: .otio, rate: rate, statesDropFrame: false, start: start, cuts: cuts, statedFrames: nil)
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
    guard let frame = Int(exactly: value), abs(frame) < 1 << 40 else {
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
