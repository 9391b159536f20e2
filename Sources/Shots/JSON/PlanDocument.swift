import StageKit

/// A shot plan as its JSON has it: what writers need, without the song.
public struct PlanDocument: Sendable {
  /// Where a plan's fields stand in its text, counted from 1.
  public struct Lines: Sendable {
    /// The line of each shot.
    public let shots: [Int]
    /// The line of each shot's clip's file; that of the shot if it has none.
    public let clips: [Int]
    /// The line of the song's file; 0 if it is not named.
    public let song: Int
  }

  /// No plan's file is larger, in bytes, nor is another edit's.
  public static let mostBytes = 64 << 20

  /// The shots.
  public private(set) var plan: ShotPlan
  /// The song's sections; empty if none are listed.
  public let sections: [Event]
  /// Beats per minute; `nil` if it is not known.
  public let tempo: Double?
  /// The song's path in its library; empty if it is not known.
  public let trackPath: String
  /// The song's length in seconds.
  public let seconds: Double
  /// XXH3-128 of the song's content, in hexadecimal; empty if it is not known.
  public let trackHash: String
  /// The song's file: absolute, or relative to the plan's folder; `nil` if it is not known.
  public private(set) var songFile: String?
  /// How many channels the song's sound has; 0 if it is not known.
  public let channels: Int

  /// Reads and checks a plan by `shots.schema.json`. A shot's frames may be left out for its seconds, and the other way
  /// round; where both stand, they must be the same time.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8.
  ///   - name: The file, as messages name it.
  ///   - rate: The rate of a plan that names none.
  /// - Throws: ``Failure`` with all that is wrong, by line and path, such as `shots[3].out: ...`.
  public init(_ bytes: [UInt8], name: String, rate: FrameRate? = nil) throws(Failure) {
    var findings = Diagnostics(file: name)
    var reading: (document: PlanDocument, lines: Lines)?
    do throws(ReadingError) {
      reading = try Self.read(bytes, rate: rate, findings: &findings)
    } catch {
      findings.error(error)
    }
    try findings.check()
    guard let document = reading?.document else { throw Failure("\(name) holds no plan") }
    self = document
  }

  /// Reads a plan as ``init(_:name:rate:)`` does, for those who want its lines.
  ///
  /// - Parameter findings: Takes what is wrong, by line.
  /// - Returns: The plan with its lines; `nil` if something is wrong with it.
  /// - Throws: ``ReadingError`` for what is no JSON.
  public static func read(
    _ bytes: [UInt8], rate: FrameRate? = nil, findings: inout Diagnostics
  ) throws(ReadingError) -> (document: PlanDocument, lines: Lines)? {
    try PlanReader.read(bytes, rate: rate, findings: &findings)
  }

  /// A plan with what is known of its song.
  public init(
    plan: ShotPlan, sections: [Event], tempo: Double?, trackPath: String, seconds: Double, trackHash: String,
    songFile: String? = nil, channels: Int = 0
  ) {
    self.plan = plan
    self.sections = sections
    self.tempo = tempo
    self.trackPath = trackPath
    self.seconds = seconds
    self.trackHash = trackHash
    self.songFile = songFile
    self.channels = channels
  }

  /// The plan with its files known by where they lie.
  ///
  /// - Parameter folder: The folder of the plan's file, absolute: its relative paths start there.
  /// - Throws: What making a plan throws; it does not for one that was read.
  public func located(in folder: String) throws(Failure) -> PlanDocument {
    var shots = plan.shots
    for index in shots.indices { shots[index].source?.folder = folder }
    var document = self
    document.plan = try ShotPlan(shots, rate: plan.rate, start: plan.start.frame, types: plan.types)
    if let songFile, !songFile.hasPrefix("/") { document.songFile = "\(folder)/\(songFile)" }
    return document
  }
}
