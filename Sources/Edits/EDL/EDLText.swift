import StageKit
import Shots

/// What all lists of CMX 3600 share: the head, the columns, and that a list holds 999 events.
enum EDLText {
  /// Event numbers have three digits: what one list holds.
  private static let mostEvents = 999
  /// What readers with fixed lines show of a title.
  private static let longestTitle = 60

  /// Lists of at most 999 items each; the second and further ones as the first one's continuations.
  ///
  /// - Parameter lines: The lines of an item, given its number in its list.
  static func document<Item>(
    of items: [Item], titled title: String, at rate: FrameRate, lines: (Int, Item) -> [String]
  ) -> Document {
    let head = [
      "TITLE: \(self.title(title)) \(rate.rawValue.uppercased())",
      "FCM: \(rate.isDropFrame ? "DROP FRAME" : "NON-DROP FRAME")",
      "",
    ]
    let lists = stride(from: 0, to: max(items.count, 1), by: mostEvents).map { first in
      let part = items[first..<min(first + mostEvents, items.count)]
      let events = part.enumerated().flatMap { lines($0 + 1, $1) }
      return (head + events).map { "\($0)\n" }.joined()
    }
    return Document(text: lists.first ?? "", continuations: lists.dropFirst().map { Document(text: $0) })
  }

  /// An event's line. The columns are 1 event, 6 reel, 15 channel, 21 transition, 26 its length, and at 30, 42, 54 and 66
  /// the timecodes; some readers count from the right end.
  ///
  /// - Parameters:
  ///   - source: The clip's first frame and the frame after its last one.
  ///   - dissolve: The dissolve's length in frames; a cut if `nil`.
  static func event(
    _ number: Int, reel: String, dissolve: Int? = nil, source: (in: Timecode, out: Timecode),
    record: (in: Timecode, out: Timecode)
  ) -> String {
    let padding = String(repeating: " ", count: max(0, 8 - reel.count))
    let transition = dissolve.map { "D    \($0.padded(to: 3))" } ?? "C       "
    return "\(number.padded(to: 3))  \(reel)\(padding) V     \(transition) "
      + "\(source.in) \(source.out) \(record.in) \(record.out)"
  }

  /// The name in ASCII capitals.
  private static func title(_ name: String) -> String {
    let title = ASCIIText.line(name).uppercased().prefix(longestTitle)
    return title.isEmpty ? "UNTITLED" : String(title)
  }
}
