import Formats
import StageKit

extension KdenliveGuides {
  /// Reads guides; they do not say of which rate their frames are.
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    let root = try JSONReader.read(bytes)
    guard let guides = root.elements else {
      throw ReadingError(line: root.line, message: "guides of Kdenlive are a list, found \(root.noun)")
    }
    let rate = try reading.rate()
    for guide in guides {
      guard guide["pos"] != nil else {
        reading.findings.error(guide.line, "a guide has its frame under `pos`")
        continue
      }
      reading.add(
        guide["comment"]?.text ?? "", at: guide.line, frame: guide["pos"]?.integer,
        frames: guide["duration"].map { $0.integer ?? -1 } ?? 0, rate: rate)
    }
  }
}
