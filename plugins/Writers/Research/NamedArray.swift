import Formats
import StageKit

/// An array of an archive, with the name that it is loaded by.
struct NamedArray {
  let name: String
  let content: Document

  /// An array that is written from its artifact.
  private init(_ name: String, content: Document) {
    (self.name, self.content) = (name, content)
  }

  /// A number without dimensions, float64.
  init(_ name: String, number: Double) {
    self.init(name, content: Document(bytes: NumPyFile.bytes(of: [number], shape: [])))
  }

  /// Numbers, float64 of shape (count,).
  private init(_ name: String, numbers: [Double]) {
    self.init(name, content: Document(bytes: NumPyFile.bytes(of: numbers, shape: [numbers.count])))
  }

  /// A text without dimensions.
  private init(_ name: String, text: String) {
    self.init(name, content: Document(bytes: NumPyFile.bytes(of: [text], shape: [])))
  }

  /// Texts of shape (count,), which need no pickle.
  private init(_ name: String, texts: [String]) {
    self.init(name, content: Document(bytes: NumPyFile.bytes(of: texts, shape: [texts.count])))
  }
}

extension NamedArray {
  /// The start times of events, and what else they say. What says nothing of any event is left out; events that are not
  /// there could have said all of it.
  static func arrays(of events: Events, named name: String) -> [NamedArray] {
    let list = events.events
    func says(_ something: (Event) -> Bool) -> Bool { list.isEmpty || list.contains(where: something) }
    var arrays = [NamedArray(name, numbers: events.times)]
    if says({ $0.end != $0.start }) { arrays.append(NamedArray("\(name).ends", numbers: list.map(\.end))) }
    if says({ !$0.label.isEmpty }) { arrays.append(NamedArray("\(name).labels", texts: list.map(\.label))) }
    if says({ !$0.group.isEmpty }) { arrays.append(NamedArray("\(name).groups", texts: list.map(\.group))) }
    return arrays
  }

  /// The rows of frames, each followed by what its columns are; and at the end where the rows stand in time.
  static func arrays(of streams: [(name: String, frames: Frames)]) -> [NamedArray] {
    streams.flatMap { name, frames in [rows(of: frames, named: name)] + columns(of: frames.format, named: name) }
      + shared("sr", by: streams, of: \.format.knownSampleRate) { NamedArray($0, number: $1) }
      + shared("hop", by: streams, of: \.format.hop) { NamedArray($0, number: $1) }
      + shared("times", by: streams, of: RowTimes.init) { NamedArray($0, content: $1.array) }
  }

  /// A fact once under its own name where it is the same for all frames, else beside each array of which it is known.
  private static func shared<Fact: Equatable>(
    _ fact: String, by streams: [(name: String, frames: Frames)], of value: (Frames) -> Fact?,
    array: (_ name: String, Fact) -> NamedArray
  ) -> [NamedArray] {
    let values = streams.map { value($0.frames) }
    if let common = values.first ?? nil, values.allSatisfy({ $0 == common }) { return [array(fact, common)] }
    return zip(streams, values).compactMap { stream, value in value.map { array("\(stream.name).\(fact)", $0) } }
  }

  /// What the numbers are; the columns' names and the middles of their bands in Hz, where they have some.
  private static func columns(of format: FrameFormat, named name: String) -> [NamedArray] {
    var arrays = [NamedArray("\(name).quantity", text: format.quantity.rawValue)]
    if let names = format.columnNames { arrays.append(NamedArray("\(name).columns", texts: names)) }
    if let middles = format.bandMiddles { arrays.append(NamedArray("\(name).frequencies", numbers: middles)) }
    return arrays
  }

  /// Rows as float32 of shape (rows, width), or (rows,) for a width of 1. They are read while they are written.
  private static func rows(of frames: Frames, named name: String) -> NamedArray {
    let (count, width) = (frames.count, frames.format.width)
    let content = Document { sink in
      try sink.write(NumPyHeader.bytes(.single, shape: width == 1 ? [count] : [count, width]))
      try frames.forEachBlock { _, rows in
        // All platforms of the package keep numbers in the file's order, least significant byte first.
        try sink.write(Array(UnsafeRawBufferPointer(rows)))
      }
    }
    return NamedArray(name, content: content)
  }
}

/// Where rows stand in time.
private struct RowTimes: Equatable {
  private let format: FrameFormat
  private let count: Int

  /// `nil` where rows have no fixed distance.
  init?(_ frames: Frames) {
    guard frames.format.rate > 0 else { return nil }
    (format, count) = (frames.format, frames.count)
  }

  /// Whether as many rows stand at the same times, whatever they are.
  static func == (a: RowTimes, b: RowTimes) -> Bool {
    (a.format.rate, a.format.sampleRate, a.count) == (b.format.rate, b.format.sampleRate, b.count)
  }

  /// The seconds of all rows, float64 of shape (rows,), made block by block: there are as many as rows.
  var array: Document {
    Document { [format, count] sink in
      try sink.write(NumPyHeader.bytes(.double, shape: [count]))
      for first in stride(from: 0, to: count, by: 1024) {
        let times = (first..<min(first + 1024, count)).map { format.time(ofRow: $0) ?? 0 }
        try times.withUnsafeBytes { try sink.write(Array($0)) }
      }
    }
  }
}

extension FrameFormat {
  /// The pitch classes of an octave of twelve, from the chroma's first column on.
  private static let pitchClasses = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]

  /// The sample rate of the audio; `nil` of rows that were made from none.
  fileprivate var knownSampleRate: Double? { sampleRate > 0 ? sampleRate : nil }

  /// A name per column: the format's own, or the pitch classes; `nil` where columns have none.
  fileprivate var columnNames: [String]? {
    if columns.count == width { return columns }
    return quantity == .chroma && width == Self.pitchClasses.count ? Self.pitchClasses : nil
  }

  /// The middle of each column's band in Hz: the format's own, or a spectrum's bins; `nil` where columns are no bands.
  fileprivate var bandMiddles: [Double]? {
    if frequencies.count == width { return frequencies }
    guard quantity == .powerSpectrum, width == transformLength / 2 + 1 else { return nil }
    return (0..<width).map { Double($0) * sampleRate / Double(transformLength) }
  }
}
