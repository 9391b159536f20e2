import StageKit

/// The formats of edits that can be read, by their files' endings.
public enum CutFormat: String, Sendable, CaseIterable {
  /// CMX 3600 edit decision list.
  case edl
  /// OpenTimelineIO.
  case otio
  /// Final Cut Pro 7 XML (xmeml).
  case fcp7 = "xml"
  /// Final Cut Pro XML.
  case fcpxml
  /// MLT XML.
  case mlt
  /// songboard's shot plan.
  case json

  /// The format of a file.
  ///
  /// - Throws: ``StageFailure`` for an ending that is not known.
  public init(path: String) throws(StageFailure) {
    let ending = FilePath(path).ending.lowercased()
    guard let format = Self(rawValue: ending) else {
      let known = Self.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw StageFailure("the ending '.\(ending)' is of no format that can be checked", remedy: "known: \(known)")
    }
    self = format
  }
}
