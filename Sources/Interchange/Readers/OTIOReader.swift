import Timeline

/// Reads the first video track of an OpenTimelineIO timeline; the timeline's markers where it has no clip.
struct OTIOReader {
  private var findings: Findings
  private var rate: FrameRate?

  static func read(_ bytes: [UInt8], findings: inout Findings) throws(ReadingFault) -> CutList? {
    let root = try JSONReader.read(bytes)
    guard root["OTIO_SCHEMA"]?.text == "Timeline.1" else {
      throw ReadingFault(line: root.line, message: "this is no Timeline.1 of OpenTimelineIO")
    }
    var reader = OTIOReader(findings: findings)
    let list = reader.list(root)
    findings = reader.findings
    return list
  }

  private init(findings: Findings) {
    self.findings = findings
  }

  private mutating func list(_ root: JSONNode) -> CutList? {
    let tracks = root["tracks"]?["children"]?.elements ?? []
    guard let video = tracks.first(where: { $0["kind"]?.text == "Video" }) else {
      findings.error(root.line, "the timeline has no video track")
      return nil
    }
    let start = root["global_start_time"].flatMap { $0.isNull ? nil : frame($0) }
    var cuts: [CutList.Cut] = []
    var place = 0
    for child in video["children"]?.elements ?? [] {
      let schema = child["OTIO_SCHEMA"]?.text ?? ""
      if schema.hasPrefix("Transition.") { continue }
      let name = child["name"]?.text ?? ""
      guard let range = child["source_range"], let length = range["duration"].flatMap({ frame($0) }) else {
        findings.error(child.line, "'\(name)' has no source_range with a duration in frames")
        return nil
      }
      let isGap = schema.hasPrefix("Gap.")
      if !isGap { checkMedia(child, range, length) }
      // Empty gaps are what other programs leave behind.
      if !isGap || length > 0 {
        cuts.append(
          CutList.Cut(
            inFrame: place, outFrame: place + length, name: name, line: child.line, picture: isGap ? .gap : .shown))
      }
      place += length
    }
    if cuts.allSatisfy(\.isGap) { cuts = markers(root, frames: place) }
    guard let rate else {
      findings.error(video.line, "the video track has no times")
      return nil
    }
    return CutList(
      format: .otio, rate: rate, statesDropFrame: false, start: start, cuts: cuts, statedFrames: nil)
  }

  /// The timeline's markers, each up to the next: what a timeline without clips says of shots.
  private mutating func markers(_ root: JSONNode, frames: Int) -> [CutList.Cut] {
    let markers = root["tracks"]?["markers"]?.elements ?? []
    let starts = markers.compactMap { marker in marker["marked_range"]?["start_time"].flatMap { frame($0) } }
    return zip(markers, zip(starts, starts.dropFirst() + [frames])).map { marker, span in
      CutList.Cut(
        inFrame: span.0, outFrame: span.1, name: marker["name"]?.text ?? "", line: marker.line, picture: .gap)
    }
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
  private mutating func checkMedia(_ clip: JSONNode, _ range: JSONNode, _ length: Int) {
    let key = clip["active_media_reference_key"]?.text ?? "DEFAULT_MEDIA"
    guard let media = clip["media_references"]?[key] ?? clip["media_reference"], !media.isNull,
      let available = media["available_range"], !available.isNull,
      // Media may run at a rate of its own.
      available["start_time"]?["rate"]?.number == range["start_time"]?["rate"]?.number,
      let first = available["start_time"]?["value"]?.number, let whole = available["duration"]?["value"]?.number,
      let start = range["start_time"]?["value"]?.number
    else { return }
    if start < first || start + Double(length) > first + whole {
      findings.error(clip.line, "'\(clip["name"]?.text ?? "")' runs past its media")
    }
  }
}
