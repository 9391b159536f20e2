import Shots
import StageKit

/// The plan of an edit that comes back from an editor.
///
/// Shots that a person left as they were keep what the former plan says of them. One that was changed, or is new, has the
/// reason `edited` and no probability.
public struct EditedPlan: Sendable {
  /// The file of an edit, or one that it goes on in.
  public struct File: Sendable {
    /// The path, as messages name it.
    public let path: String
    /// What is in it.
    public let bytes: [UInt8]

    /// A file.
    public init(path: String, bytes: [UInt8]) {
      (self.path, self.bytes) = (path, bytes)
    }
  }

  /// What may be known besides the file.
  public struct Knowledge: Sendable {
    /// The plan that the edit was made from.
    public var former: File?
    /// The rate of edits that do not say theirs.
    public var rate: FrameRate?
    /// Shot types and other names for them.
    public var vocabulary: Vocabulary?

    /// Knows nothing else.
    public init() {}
  }

  /// The plan.
  public let document: PlanDocument
  /// What of the edit a plan cannot say, each with its place.
  public let warnings: [String]

  /// Reads an edit.
  ///
  /// - Parameter files: The edit's file, and the lists that it goes on in.
  /// - Throws: ``Failure`` with all that is wrong, by line, each with the way out.
  public init(_ files: [File], knowing knowledge: Knowledge) throws(Failure) {
    guard let file = files.first else { throw Failure("there is no file of an edit") }
    let format = try CutFormat(path: file.path)
    guard format != .json else {
      document = try PlanDocument(file.bytes, name: file.path, rate: knowledge.rate)
      warnings = []
      return
    }
    let former = try knowledge.former.map { (former) throws(Failure) in
      FormerPlan(try PlanDocument(former.bytes, name: former.path))
    }
    let rates = EditRates(
      given: knowledge.rate, former: former.map { ($0.plan.rate, knowledge.former?.path ?? "") },
      setting: "source.frame_rate")
    var list: CutList?
    var warnings: [String] = []
    var findings = Diagnostics(file: file.path)
    for (number, part) in files.enumerated() {
      findings = Diagnostics(file: part.path)
      let read = CutListReader.edited(part.bytes, format: format, rates: rates, findings: &findings)
      try findings.check()
      guard let read else { throw Failure("\(part.path): there is no shot") }
      guard let whole = list else {
        list = read
        continue
      }
      guard let longer = whole.followed(by: read) else {
        throw Failure(
          "\(part.path) does not go on where the list before it ends", remedy: "rename it, if it is another edit")
      }
      list = longer
      if number < files.count - 1 { warnings += findings.sorted.map(\.description) }
    }
    guard let list else { throw Failure("\(file.path): there is no shot") }
    CutListReader.check(list, findings: &findings)
    try findings.check()
    var reading = EditedShots(list, of: file.path, former: former, knowledge: knowledge, findings: findings)
    let plan = try reading.plan()
    document = PlanDocument(
      plan: plan, sections: former?.document.sections ?? [], tempo: former?.document.tempo,
      trackPath: former?.document.trackPath ?? FilePath.lastPart(of: list.song),
      seconds: former?.document.seconds ?? plan.rate.seconds(ofFrame: plan.frames),
      trackHash: former?.document.trackHash ?? "",
      songFile: former == nil ? (list.song.isEmpty ? nil : list.song) : former?.document.songFile,
      channels: former?.document.channels ?? 0)
    self.warnings = warnings + reading.warnings
  }
}
