import Engine
import Files
import StageKit

/// What counts of a journal's line, found in one pass over its bytes: a million lines are looked at in seconds.
struct JournalLine {
  /// How the track ended.
  let status: TrackStatus
  /// When, in seconds since 1970.
  let time: Int
  /// A hash of the track's path.
  let track: UInt64

  /// Nothing of a line that was cut off, or is none of a journal.
  init?(_ line: UnsafeRawBufferPointer) {
    var scan = FieldScan(line)
    var (status, time, track): (TrackStatus?, Int?, UInt64?)
    while let field = scan.next() {
      if field.key.elementsEqual("status".utf8) {
        status = TrackStatus(rawValue: String(decoding: field.value.dropFirst().dropLast(), as: UTF8.self))
      } else if field.key.elementsEqual("time".utf8) {
        time = Int(String(decoding: field.value, as: UTF8.self))
      } else if field.key.elementsEqual("track".utf8) {
        var hash = ContentHash()
        hash.update(UnsafeRawBufferPointer(rebasing: field.value))
        track = hash.digest.low
      }
    }
    guard scan.isWhole, let status, let time, let track else { return nil }
    (self.status, self.time, self.track) = (status, time, track)
  }

  /// Which of two lines of one track counts: one that tells what was made before one that found it made, and both before
  /// one that failed; of equal ones the later.
  func precedes(_ other: JournalLine) -> Bool { (status.weight, time) < (other.status.weight, other.time) }
}

/// Goes through the fields of an object in a line, and steps over what is in them.
private struct FieldScan {
  /// Whether the object came to its end, and the line with it.
  private(set) var isWhole = false

  private let line: UnsafeRawBufferPointer
  private var place = 1

  init(_ line: UnsafeRawBufferPointer) {
    self.line = line
    if line.first != UInt8(ascii: "{") { place = line.count }
  }

  /// The next key and its value, a text with its quotes; `nil` at the end, and where something is wrong.
  mutating func next() -> (key: Slice<UnsafeRawBufferPointer>, value: Slice<UnsafeRawBufferPointer>)? {
    guard let colon = textEnd(from: place), colon < line.count, line[colon] == UInt8(ascii: ":"),
      let end = valueEnd(from: colon + 1), end < line.count
    else { return nil }
    let field = (line[place + 1..<colon - 1], line[colon + 1..<end])
    isWhole = line[end] == UInt8(ascii: "}") && end == line.count - 1
    place = line[end] == UInt8(ascii: ",") ? end + 1 : line.count
    return field
  }

  /// Where a text that starts at a place has ended.
  private func textEnd(from start: Int) -> Int? {
    guard start < line.count, line[start] == UInt8(ascii: "\"") else { return nil }
    var place = start + 1
    while place < line.count {
      switch line[place] {
      case UInt8(ascii: "\""): return place + 1
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    return nil
  }

  /// Where a value that starts at a place has ended.
  private func valueEnd(from start: Int) -> Int? {
    var place = start
    var depth = 0
    while place < line.count {
      switch line[place] {
      case UInt8(ascii: "\""):
        guard let end = textEnd(from: place) else { return nil }
        place = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return place }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return place
      default: break
      }
      place += 1
    }
    return nil
  }
}

extension TrackStatus {
  /// How much a line of the status tells of a track.
  fileprivate var weight: Int {
    switch self {
    case .ok, .edited: 2
    case .cached: 1
    case .truncated, .unsupported, .empty, .corrupt, .failed: 0
    }
  }
}
