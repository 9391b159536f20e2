import StageKit
import Shots

/// A shot plan as its JSON has it: what writers need, without the song.
public struct PlanDocument: Sendable {
  /// No plan's file is larger, in bytes, nor is another edit's.
  public static let mostBytes = 64 << 20

  /// The shots.
  public let plan: ShotPlan
  /// The song's sections; empty if none are listed.
  public let sections: [Event]
  /// Beats per minute; `nil` if it is not known.
  public let tempo: Double?
  /// The song's path in its library.
  public let trackPath: String
  /// The song's length in seconds.
  public let seconds: Double
  /// XXH3-128 of the song's content, in hexadecimal.
  public let trackHash: String

  /// Reads and checks a plan by `shots.schema.json`; frames decide, and the shots' seconds follow from them.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8.
  ///   - name: The file, as messages name it.
  /// - Throws: ``Failure`` with all that is wrong, by line and path, such as `shots[3].out: ...`.
  public init(_ bytes: [UInt8], name: String) throws(Failure) {
    var findings = Diagnostics(file: name)
    var document: PlanDocument?
    do throws(ReadingError) {
      document = try PlanReader.document(bytes, findings: &findings)
    } catch {
      findings.error(error)
    }
    try findings.check()
    guard let document else { throw Failure("\(name) holds no plan") }
    self = document
  }

  init(
    plan: ShotPlan, sections: [Event], tempo: Double?, trackPath: String, seconds: Double, trackHash: String
  ) {
    self.plan = plan
    self.sections = sections
    self.tempo = tempo
    self.trackPath = trackPath
    self.seconds = seconds
    self.trackHash = trackHash
  }
}
