import Formats
import Shots
import StageKit

/// The markers of a sequence in Final Cut Pro 7 XML, as Premiere Pro exports it.
enum FCP7Markers {
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    let root = try XMLReader.read(bytes)
    guard root.name == "xmeml", let sequence = root.first("sequence") else {
      throw ReadingError(
        line: root.line, message: "this XML is no xmeml with a sequence; what is read is \(MarkReader.formats)")
    }
    let isDropFrame = sequence.child("timecode")?.value("displayformat") == "DF"
    let rate = try reading.rate(stated: FCP7Reader.rate(of: sequence, isDropFrame: isDropFrame))
    let markers = sequence.children("marker")
    if markers.isEmpty { throw ReadingError(line: sequence.line, message: "the sequence has no markers of its own") }
    for marker in markers {
      let start = marker.value("in").flatMap { FrameNumber.read($0) }
      // An out of -1 is none.
      let end = marker.value("out").flatMap { FrameNumber.read($0) } ?? -1
      let names = ["name", "comment"].compactMap { marker.value($0) }.filter { !$0.isEmpty }
      reading.add(names.first ?? "", at: marker.line, frame: start, frames: max(0, end - (start ?? 0)), rate: rate)
    }
  }
}
