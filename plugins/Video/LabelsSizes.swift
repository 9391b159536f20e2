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
    "facts",
    "A row for each shot: how many faces, the height of the largest over the picture's, how sure the cut is, and the types "
      + "that the edges told as they were set, and that they tell now.")

  static let edges = Parameter(
    "edges", default: SizeEdges.usual.values, in: 0.001...1,
    "The least face of CU, MCU, MS, MLS and LS as a share of the picture's height; below the last is XLS.")
  static let fits = Parameter(
    "fit", default: true, "Whether the edges are fitted to the types that a person has set, if there are eight or more."
  )

  /// Fewer corrections tell nothing of a taste.
  private static let leastCorrections = 8
  /// The columns of the facts.
  static let columns = ["faces", "ratio", "cut", "before", "after"]

  static let declaration = StageDeclaration(
    id: "labels.sizes", revision: 3,
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
    let before = facts.map { $0.map { Told($0, by: edges) } }
    let fitted = facts.flatMap { self.fitted(to: plan, $0) }
    let after = facts.map { $0.map { Told($0, by: fitted ?? edges) } }
    if let before, let after { report(on: plan, before, after, edges: fitted, in: context) }
    var outputs = Artifacts()
    outputs[Self.shots] = try ShotPlan(
      plan.shots.enumerated().map { place, shot in Self.sized(shot, after?[place]) }, rate: plan.rate,
      start: plan.start.frame, types: plan.types)
    let unknown = plan.types.firstIndex(of: Vocabulary.unknown) ?? 0
    func column(_ told: Told?) -> Float { Float(told.flatMap { plan.types.firstIndex(of: $0.type) } ?? unknown) }
    outputs[Self.facts] = Frames(
      format: Self.format,
      values: plan.shots.enumerated().flatMap { place, shot in
        [
          Float(facts?[place].faces ?? 0), Float(facts?[place].ratio ?? 0), Float(shot.probability ?? 1),
          column(before?[place]), column(after?[place]),
        ]
      })
    return outputs
  }

  /// The edges for a video: fitted to the sizes that a person has set where a face is seen; `nil` if these are too few.
  private func fitted(to plan: ShotPlan, _ facts: [FaceFacts]) -> SizeEdges? {
    let corrected = zip(plan.shots, facts).compactMap { shot, facts -> (ratio: Double, size: Int)? in
      guard shot.isLocked, facts.ratio > 0, let size = SizeEdges.sizes.firstIndex(of: shot.type) else { return nil }
      return (facts.ratio, size)
    }
    return fits && corrected.count >= Self.leastCorrections ? edges.fitted(to: corrected) : nil
  }

  /// Says how many of a person's types were told, and are told with edges that were fitted to them.
  private func report(
    on plan: ShotPlan, _ before: [Told], _ after: [Told], edges fitted: SizeEdges?, in context: TrackContext
  ) {
    let byHand = plan.shots.indices.filter { plan.shots[$0].isLocked && plan.shots[$0].type != Vocabulary.unknown }
    guard !byHand.isEmpty else { return }
    func right(_ told: [Told]) -> Int { byHand.count { told[$0].type == plan.shots[$0].type } }
    let now = fitted.map {
      ", and \(right(after)) with the edges fitted to them: \($0.values.map { $0.fixed(3) }.joined(separator: ", "))"
    }
    context.warn("of \(byHand.count) types by hand the faces told \(right(before)) right" + (now ?? ""))
  }

  private static func sized(_ shot: Shot, _ told: Told?) -> Shot {
    var shot = shot
    switch (shot.isLocked, told) {
    case (true, _): (shot.probability, shot.reason) = (shot.type == Vocabulary.unknown ? 0 : 1, WrittenShot.byHand)
    case (false, _) where shot.reason == WrittenShot.noPicture: shot.probability = 0
    case (false, nil): (shot.probability, shot.reason) = (0, WrittenShot.notLookedAt)
    case (false, let told?):
      (shot.type, shot.probability, shot.runnerUp, shot.reason) =
        (told.type, told.probability, told.runnerUp, told.reason)
    }
    return shot
  }
}

extension FrameFormat {
  /// - Throws: ``Failure`` unless the frames are facts of shots, as `labels.sizes` gives them.
  func requireShotFacts() throws(Failure) {
    guard columns == LabelsSizes.columns else {
      throw Failure(
        "takes facts of the columns \(LabelsSizes.columns.joined(separator: ", ")), but is given \(quantity)",
        remedy: "wire `facts` to the stage that tells the sizes")
    }
  }
}

/// What the faces in a shot tell of its type.
private struct Told {
  /// How often a shot without a face is the widest: on one labelled video for a third.
  private static let noFace = 0.33

  let type: String
  let probability: Double
  var runnerUp: String? = nil
  let reason: String

  init(_ facts: FaceFacts, by edges: SizeEdges) {
    guard facts.ratio > 0 else {
      type = SizeEdges.sizes[SizeEdges.sizes.count - 1]
      probability = Self.noFace
      reason = "no face: far away, from behind, hands, or an instrument"
      return
    }
    let size = edges.size(of: facts.ratio)
    let probabilities = edges.probabilities(of: facts.ratio)
    let face = "face \(facts.ratio.fixed(2)) of the height"
    // A face in one picture of five is less of a face.
    let trust = 0.5 + 0.5 * facts.seen
    type = SizeEdges.sizes[size]
    guard facts.alike < 0.5 else {
      (probability, runnerUp) = (0.5 * trust, "ADS")
      reason = face + "; five faces or more of one size: the audience?"
      return
    }
    probability = trust * probabilities[size]
    let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
    runnerUp = order.first { $0 != size }.map { SizeEdges.sizes[$0] }
    reason = face
  }
}
