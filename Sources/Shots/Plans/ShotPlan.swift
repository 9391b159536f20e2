import StageKit

/// A track's shots in frames: what all writers write from.
///
/// The shots start at frame 0, follow each other without gap or overlap, and each is at least one frame long.
public struct ShotPlan: JSONArtifact, Hashable {
  /// Carried by ports of kind ``PortKind/shots``.
  public static let type = ArtifactType(ShotPlan.self, kind: .shots, version: 2)

  /// The frame rate.
  public let rate: FrameRate
  /// The timecode of the first frame.
  public let start: Timecode
  /// The shots in order; at least one.
  public let shots: [Shot]
  /// The vocabulary that the types are from, in its own order.
  public let types: [String]

  /// A plan of shots in frames.
  ///
  /// - Parameters:
  ///   - start: The frame number of the first frame's timecode; that of 01:00:00:00 if `nil`.
  ///   - types: The vocabulary; the types that the shots have, in order of their first use, if `nil`.
  /// - Throws: ``Failure`` that names the first shot that breaks a rule: the plan's shape, a probability outside
  ///   0...1, a type outside the vocabulary, a subject that is not on one line, a start before the clip's first frame.
  public init(_ shots: [Shot], rate: FrameRate, start: Int? = nil, types: [String]? = nil) throws(Failure) {
    self.rate = rate
    self.start = start.map { Timecode(frame: $0, rate: rate) } ?? .firstHour(at: rate)
    self.shots = shots
    self.types = types ?? Self.distinct(shots.map(\.type))
    try check()
  }

  /// Whether clips were chosen for the shots. A locked shot keeps its clip when the others are predicted anew, so that the
  /// clips of locked shots alone tell nothing.
  public var hasCameras: Bool {
    shots.contains { $0.source != nil && !$0.isLocked } || shots.allSatisfy { $0.isLocked && $0.source != nil }
  }

  /// The length in frames.
  public var frames: Int { shots.last?.outFrame ?? 0 }

  /// The times in seconds at which a shot starts and ends, as its frames give them.
  public func seconds(of shot: Shot) -> (start: Double, end: Double) {
    (rate.seconds(ofFrame: shot.inFrame), rate.seconds(ofFrame: shot.outFrame))
  }

  /// The timecodes of a shot's first frame and of the frame after its last one.
  public func timecodes(of shot: Shot) -> (in: Timecode, out: Timecode) {
    (Timecode(frame: start.frame + shot.inFrame, rate: rate), Timecode(frame: start.frame + shot.outFrame, rate: rate))
  }

  private func check() throws(Failure) {
    guard !shots.isEmpty else { throw Failure("a shot plan needs at least one shot") }
    var expected = 0
    for (index, shot) in shots.enumerated() {
      let name = "shot \(index + 1) (\(shot.type))"
      guard shot.inFrame == expected else {
        throw Failure("\(name) starts at frame \(shot.inFrame), but frame \(expected) comes next")
      }
      guard shot.outFrame > shot.inFrame else {
        throw Failure("\(name) ends at frame \(shot.outFrame), before it has shown a frame")
      }
      for probability in [shot.probability, shot.runnerUpProbability].compactMap({ $0 })
      where !(0...1).contains(probability) {
        throw Failure("\(name) has the probability \(probability), which is not from 0 to 1")
      }
      guard types.contains(shot.type) else {
        throw Failure("\(name) is of a type outside the vocabulary \(types.joined(separator: ", "))")
      }
      if let subject = shot.subject, Shot.subject(of: subject) != subject {
        throw Failure("\(name) has a subject that is empty or not one line of words: '\(subject)'")
      }
      if let source = shot.source, source.inFrame < 0 {
        throw Failure("\(name) starts at frame \(source.inFrame) of its clip '\(source.name)', before the first")
      }
      expected = shot.outFrame
    }
  }

  private static func distinct(_ types: [String]) -> [String] {
    var seen: Set<String> = []
    return types.filter { seen.insert($0).inserted }
  }
}
