import Shots
import StageKit

/// A shot of an edit as a person or an editing program wrote it down, in seconds: what is learned from.
public struct WrittenShot: Sendable, Hashable {
  /// Where it starts in the song, in seconds.
  public let start: Double
  /// Where it ends, in seconds.
  public let end: Double
  /// Its name, which says the type.
  public let name: String
  /// The line in the file, for messages; 0 if there is none.
  public let line: Int
  /// How sure the type is, from 0 to 1: 1 unless a table says something else.
  public let confidence: Double
  /// Whether a person set the type: so says the table, or the type is another than it says was told, or it says nothing of
  /// whys.
  public let isByHand: Bool
  /// How sure the cut is that the shot starts with, from 0 to 1, 1 being a person's; `nil` if the table does not say.
  public let cut: Double?

  /// What tables of labels say in the column `why` of a shot whose type a person set.
  public static let byHand = "by hand"
  /// What they say there of a shot of which nobody knows the type, since no faces were looked for.
  public static let notLookedAt = "not looked at"
  /// What they say there of a shot behind a video's last picture, where its sound goes on.
  public static let noPicture = "no picture"

  /// A shot.
  public init(
    start: Double, end: Double, name: String, line: Int, confidence: Double = 1, isByHand: Bool = true,
    cut: Double? = nil
  ) {
    (self.start, self.end, self.name, self.line) = (start, end, name, line)
    (self.confidence, self.isByHand, self.cut) = (confidence, isByHand, cut)
  }

  /// The shots of an edit in any format that can be read, in the file's order; its gaps give none.
  ///
  /// - Parameters:
  ///   - format: The format; a table of seconds needs no rate.
  ///   - rate: The rate of a list that does not say its own.
  ///   - start: The timecode at which the song starts; by default that of the edit's first frame.
  ///   - findings: Takes what is wrong, by line, and as warnings what is not as in the edit.
  /// - Throws: ``Failure`` for a start that is no timecode, or a table that is not UTF-8.
  public static func shots(
    in bytes: [UInt8], format: CutFormat, rate: FrameRate?, start: String?, findings: inout Diagnostics
  ) throws(Failure) -> [WrittenShot] {
    if format == .csv {
      let table = try ShotTable(bytes, findings: &findings)
      if let shots = table.shots { return shots }
    }
    let rates = EditRates(given: rate)
    guard let list = CutListReader.edited(bytes, format: format, rates: rates, findings: &findings) else { return [] }
    var lead = 0
    if let start, let first = list.start { lead = first - (try Timecode(start, rate: list.rate).frame) }
    let shown = list.isOfMarkers ? list.cuts.filter { $0.picture != .hole } : list.cuts.filter { !$0.isGap }
    return shown.compactMap { cut in
      let name = cut.type ?? cut.name
      guard !name.isEmpty else {
        findings.error(cut.line, "the event has no clip name; write `* FROM CLIP NAME: CU_001` below it")
        return nil
      }
      guard cut.inFrame + lead >= 0 else {
        findings.error(cut.line, "the event starts before the song, which starts at \(start ?? "")")
        return nil
      }
      return WrittenShot(
        start: list.rate.seconds(ofFrame: cut.inFrame + lead), end: list.rate.seconds(ofFrame: cut.outFrame + lead),
        name: name, line: cut.line)
    }
  }
}

extension ShotTable {
  /// The shots in seconds; `nil` if a row has none.
  fileprivate var shots: [WrittenShot]? {
    var shots: [WrittenShot] = []
    for row in rows {
      guard let start = row.seconds[0], let end = row.seconds[1] else { return nil }
      shots.append(
        WrittenShot(
          start: start, end: end, name: row.type, line: row.line,
          // The confidence beside a type that was changed is that of the type before.
          confidence: row.isRetyped ? 1 : row.confidence ?? 1, isByHand: row.isByHand, cut: row.cut))
    }
    return shots
  }
}

extension ShotTable.Row {
  fileprivate var isByHand: Bool { why.map { $0.hasPrefix(WrittenShot.byHand) } ?? true || isRetyped }

  /// Whether the type is another than songboard told.
  fileprivate var isRetyped: Bool {
    let isUnknown = why == WrittenShot.notLookedAt || why == WrittenShot.noPicture
    let told = self.told ?? (isUnknown ? Vocabulary.unknown : nil)
    return told.map { $0.lowercased() != type.lowercased() } ?? false
  }
}

extension Vocabulary {
  /// What in a shot's name is its type, as ``column(of:)`` will find it; where there is none, what would stand in its place.
  public func word(in name: String) -> String {
    let candidates = ShotName.candidates(in: name)
    return candidates.first { (try? column(of: $0)) != nil } ?? candidates.last ?? name
  }
}
