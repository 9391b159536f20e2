import Edits
import Pictures
import Shots
import StageKit

/// `labels.sizes`: the size of each shot of a video by the faces in it, fitted to what a person has corrected.
struct LabelsSizes: TrackStage {
  static let found = Input<ShotPlan>("shots", "The shots; those that are locked have a person's type.")
  static let faces = OptionalInput<Frames>(
    "faces", "A row for each shot: faces, ratio, seen, alike; without them nobody knows a type.")
  static let shots = Output<ShotPlan>("labels", "The shots with their types, how sure they are, and why.")
  static let facts = Output<Frames>(
    "facts", "A row for each shot: how many faces, the height of the largest over the picture's, how sure the cut is.")

  static let edges = Parameter(
    "edges", default: SizeEdges.usual.values, in: 0.001...1,
    "The least face of CU, MCU, MS, MLS and LS as a share of the picture's height; below the last is XLS.")
  static let fits = Parameter(
    "fit", default: true, "Whether the edges are fitted to the types that a person has set, if there are eight or more."
  )

  /// Fewer corrections tell nothing of a taste.
  private static let leastCorrections = 8
  /// How often a shot without a face is the widest: on one labelled video for a third.
  private static let noFace = 0.33
  /// The columns of the facts.
  static let columns = ["faces", "ratio", "cut"]

  static let declaration = StageDeclaration(
    id: "labels.sizes",
    doc: "Tells the size of each shot from the largest face in it, and how sure that is.",
    source: "The face's height over the picture's; edges and confidence were measured on one labelled music video",
    inputs: [found, faces], outputs: [shots, facts], parameters: [edges, fits])

  private let edges: SizeEdges
  private let fits: Bool

  init(_ settings: Settings) throws(Failure) {
    edges = try SizeEdges(settings[Self.edges])
    fits = settings[Self.fits]
  }

  private static let format = FrameFormat(
    quantity: Quantity(rawValue: "shot facts"), width: columns.count, rate: 0, sampleRate: 0, columns: columns)

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs[Self.faces]?.requireFaces()
    var outputs = FrameFormats()
    outputs[Self.facts] = Self.format
    return outputs
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.found]
    let facts = try inputs[Self.faces].map { try FaceFacts.rows($0, shots: plan.shots.count) }
    let edges = facts.map { fitted(to: plan, $0, in: context) } ?? edges
    let shots = plan.shots.enumerated().map { place, shot in
      facts.map { Self.sized(shot, by: $0[place], edges: edges) } ?? Self.sized(shot)
    }
    var outputs = Artifacts()
    outputs[Self.shots] = try ShotPlan(shots, rate: plan.rate, start: plan.start.frame, types: plan.types)
    outputs[Self.facts] = Frames(
      format: Self.format,
      values: plan.shots.enumerated().flatMap { place, shot in
        [Float(facts?[place].faces ?? 0), Float(facts?[place].ratio ?? 0), Float(shot.probability ?? 1)]
      })
    return outputs
  }

  /// The edges for a video: fitted to the sizes that a person has set where a face is seen.
  private func fitted(to plan: ShotPlan, _ facts: [FaceFacts], in context: TrackContext) -> SizeEdges {
    let corrected = zip(plan.shots, facts).compactMap { shot, facts -> (ratio: Double, size: Int)? in
      guard shot.isLocked, facts.ratio > 0, let size = SizeEdges.sizes.firstIndex(of: shot.type) else { return nil }
      return (facts.ratio, size)
    }
    guard fits, corrected.count >= Self.leastCorrections else { return edges }
    let fitted = edges.fitted(to: corrected)
    context.warn(
      "edges fitted to \(corrected.count) shots of a person: \(edges.agreement(with: corrected)) were right, "
        + "\(fitted.agreement(with: corrected)) are with edges: \(fitted.values.map { $0.fixed(3) })")
    return fitted
  }

  /// A shot of which nothing is known.
  private static func sized(_ shot: Shot) -> Shot {
    var shot = shot
    (shot.probability, shot.reason) = shot.isLocked ? (1, WrittenShot.byHand) : (0, "not looked at")
    return shot
  }

  private static func sized(_ shot: Shot, by facts: FaceFacts, edges: SizeEdges) -> Shot {
    guard !shot.isLocked else { return sized(shot) }
    var shot = shot
    guard facts.ratio > 0 else {
      (shot.type, shot.probability) = (SizeEdges.sizes[SizeEdges.sizes.count - 1], noFace)
      shot.reason = "no face: far away, from behind, hands, or an instrument"
      return shot
    }
    let probabilities = edges.probabilities(of: facts.ratio)
    let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
    // A face in one picture of five is less of a face.
    let trust = 0.5 + 0.5 * facts.seen
    shot.type = SizeEdges.sizes[edges.size(of: facts.ratio)]
    shot.probability = trust * probabilities[edges.size(of: facts.ratio)]
    shot.runnerUp = order.map { SizeEdges.sizes[$0] }.first { $0 != shot.type }
    shot.reason = "face \(facts.ratio.fixed(2)) of the height"
    if facts.alike >= 0.5 {
      shot.runnerUp = "ADS"
      shot.probability = 0.5 * trust
      shot.reason += "; five faces or more of one size: the audience?"
    }
    return shot
  }
}
