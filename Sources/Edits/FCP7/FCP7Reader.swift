import Formats
import Shots
import StageKit

/// Reads the first video track of a Final Cut Pro 7 sequence; the sequence's markers where it has no clip.
struct FCP7Reader {
  private var findings: Diagnostics
  /// The lengths of media in frames by the file's id: a file is described where it is used first.
  private let lengths: [String: Int]

  static func read(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try XMLReader.read(bytes)
    guard root.name == "xmeml", let sequence = root.first("sequence") else {
      throw ReadingError(line: root.line, message: "this is no xmeml document with a sequence")
    }
    var reader = FCP7Reader(findings: findings, lengths: lengths(of: root))
    let list = reader.list(sequence)
    findings = reader.findings
    return list
  }

  private init(findings: Diagnostics, lengths: [String: Int]) {
    self.findings = findings
    self.lengths = lengths
  }

  private static func lengths(of root: XMLNode) -> [String: Int] {
    let lengths = root.all("file").compactMap { file in
      file.attributes["id"].flatMap { id in length(of: file).map { (id, $0) } }
    }
    return Dictionary(lengths, uniquingKeysWith: { first, _ in first })
  }

  private static func length(of file: XMLNode) -> Int? {
    file.value("duration").flatMap { FrameNumber.read($0) }
  }

  private mutating func list(_ sequence: XMLNode) -> CutList? {
    let display = sequence.child("timecode")?.value("displayformat")
    guard let rate = Self.rate(of: sequence, isDropFrame: display == "DF") else {
      findings.error(sequence.line, "the sequence has no rate of editors: a timebase, and ntsc TRUE or FALSE")
      return nil
    }
    let video = sequence.descend("media", "video")
    if video?.child("format") == nil {
      findings.error(sequence.line, "media/video has no format, and editors drop the sequence without a word")
    }
    let items = video?.child("track")?.children.filter { ["clipitem", "generatoritem"].contains($0.name) } ?? []
    let frames = sequence.value("duration").flatMap { FrameNumber.read($0) }
    let cuts = items.isEmpty ? markers(of: sequence, frames: frames) : items.compactMap { item($0) }
    return CutList(
      format: .fcp7, rate: rate, statesDropFrame: display != nil, start: start(of: sequence, at: rate),
      cuts: cuts, statedFrames: frames)
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

  private mutating func item(_ item: XMLNode) -> CutList.Cut? {
    let name = item.value("name") ?? item.name
    let frames = ["start", "end", "in", "out"].map { key in item.value(key).flatMap { FrameNumber.read($0) } }
    guard let start = frames[0], let end = frames[1], let first = frames[2], let last = frames[3] else {
      findings.error(item.line, "'\(name)' needs start, end, in and out in whole frames")
      return nil
    }
    if last - first != end - start, item.child("filter") == nil {
      findings.error(
        item.line,
        "'\(name)' takes \(CutListReader.frames(last - first)) of its media for \(CutListReader.frames(end - start))")
    }
    let length = item.child("file").flatMap { file in
      Self.length(of: file) ?? file.attributes["id"].flatMap { lengths[$0] }
    }
    if let length, last > length {
      findings.error(item.line, "'\(name)' runs past its media")
    }
    return CutList.Cut(inFrame: start, outFrame: end, name: name, line: item.line)
  }

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

  static func rate(of sequence: XMLNode, isDropFrame: Bool) -> FrameRate? {
    guard let node = sequence.child("rate"), let base = node.value("timebase").flatMap({ Int($0) }),
      (1..<1000).contains(base)
    else { return nil }
    let isNTSC = node.value("ntsc")?.uppercased() == "TRUE"
    return FrameRate(
      numerator: isNTSC ? base * 1000 : base, denominator: isNTSC ? 1001 : 1, isDropFrame: isDropFrame)
  }
}
