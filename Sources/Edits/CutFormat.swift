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
  /// - Throws: ``Failure`` for an ending that is not known.
  public init(path: String) throws(Failure) {
    let ending = FilePath(path).ending.lowercased()
    guard let format = Self(rawValue: ending) else {
      let reason =
        ending.isEmpty
        ? "has no ending, which would tell the format" : "'.\(ending)' is the ending of no format that can be checked"
      throw Failure(reason, remedy: "name files that end with \(Self.endings)")
    }
    self = format
  }

  /// The endings, as a sentence lists them: `.edl, .otio or .xml`.
  public static var endings: String {
    let all = allCases.map { ".\($0.rawValue)" }
    return all.dropLast().joined(separator: ", ") + " or " + all.suffix(1).joined()
  }
}
