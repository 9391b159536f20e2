import Pipeline
import StageKit

/// A plan as tasks: each stage on each track, or once on all of them, after those it takes from.
///
/// What a corpus stage or a learner gives is there once it has seen all tracks. So tracks and corpus stages take turns: a
/// task's *level* says how many corpus stages come before it.
struct TaskGraph: Sendable {
  /// A stage as a task.
  struct Node: Sendable {
    /// The stage.
    let stage: PlannedStage
    /// How many corpus stages come before it, counted in the plan's order.
    let level: Int
    /// The shot plans that its results are made from, directly or not.
    let shots: Set<PortReference>
    /// The inputs in the order of their names, each with its wires.
    let inputs: [(input: any AnyInput, wires: [Wire])]
    /// What of its outputs the store has, by port.
    let stored: [String: ArtifactType]

    /// Whether it works once, on all tracks.
    var isOfCorpus: Bool { stage.granularity.isOfCorpus }
  }

  /// Rows of a higher rate, in Hz, are not stored unless they are narrow, or a corpus stage takes them.
  private static let highestStoredRate = 2.0
  /// As many numbers per second are stored at any rate: the loudness of each frame is less than a pooled spectrum.
  private static let fewNumbers = 64.0

  /// The plan.
  let plan: Plan
  /// All tasks, each after those it takes from.
  let nodes: [Node]
  /// The corpus stages among them, in order.
  let corpus: [Int]
  /// What of the source's outputs the store has.
  let storedOfSource: [String: ArtifactType]

  private let indices: [String: Int]

  init(_ plan: Plan) {
    self.plan = plan
    let indices = Dictionary(plan.stages.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    let takenByCorpus = Set(
      plan.stages.filter(\.granularity.isOfCorpus).flatMap { $0.inputs.values.joined() }.map(\.from))
    var nodes: [Node] = []
    var corpus: [Int] = []
    for (index, stage) in plan.stages.enumerated() {
      let givers = stage.inputs.values.joined().compactMap { indices[$0.from.stage] }
      // A corpus stage's own level is that of its turn, whatever it takes.
      let isOfCorpus = stage.granularity.isOfCorpus
      let level =
        isOfCorpus
        ? corpus.count
        : givers.map { nodes[$0].isOfCorpus ? nodes[$0].level + 1 : nodes[$0].level }.max() ?? 0
      if isOfCorpus { corpus.append(index) }
      let direct = stage.declaration.inputs.filter { $0.kind == .shots }.flatMap { stage.inputs[$0.name] ?? [] }
      nodes.append(
        Node(
          stage: stage, level: level,
          shots: givers.reduce(into: Set(direct.map(\.from))) { $0.formUnion(nodes[$1].shots) },
          inputs: stage.declaration.inputs.sorted { $0.name < $1.name }.map { ($0, stage.inputs[$0.name] ?? []) },
          stored: Self.stored(of: stage, takenByCorpus: takenByCorpus)))
    }
    let ofSource = plan.source.outputs.filter {
      takenByCorpus.contains(PortReference(stage: PortReference.source, port: $0.name)) && $0.kind.isStreamed
    }
    storedOfSource = Dictionary(ofSource.map { ($0.name, $0.type) }) { first, _ in first }
    self.nodes = nodes
    self.corpus = corpus
    self.indices = indices
  }

  /// The task that gives a port; `nil` for the source.
  func giver(of port: PortReference) -> Int? { indices[port.stage] }

  /// How many corpus stages must be done before a port gives something of a track.
  func level(of port: PortReference) -> Int {
    guard let index = giver(of: port) else { return 0 }
    return nodes[index].isOfCorpus ? nodes[index].level + 1 : nodes[index].level
  }

  /// What a corpus stage takes of the tracks of a part.
  func ports(takenBy index: Int, of part: TrackPart) -> [PortReference] {
    nodes[index].inputs.filter { nodes[index].stage.work.worker.takes($0.input, of: part) }.flatMap(\.wires).map(\.from)
  }

  /// Whether tracks have documents that can be made once so many corpus stages are done.
  func hasDocuments(at level: Int) -> Bool {
    nodes.contains { !$0.isOfCorpus && $0.level == level && !$0.stage.documents.isEmpty }
  }

  /// The last turn that tracks have: the last with documents of theirs, or what a corpus stage takes of them.
  ///
  /// - Parameter stages: The corpus stages that work.
  func lastTurn(before stages: Set<Int>) -> Int {
    (0...corpus.count).last { hasDocuments(at: $0) || ($0 < corpus.count && stages.contains(corpus[$0])) } ?? 0
  }

  /// Whether a port gives one thing for all tracks.
  func isShared(_ port: PortReference) -> Bool {
    guard let index = giver(of: port), nodes[index].isOfCorpus else { return false }
    return nodes[index].stage.outputs.first { $0.name == port.port }?.kind.isShared == true
  }

  /// The stored outputs of a stage: what is small, what is shared, and what corpus stages take, since they come to each
  /// track long after it was at work.
  private static func stored(of stage: PlannedStage, takenByCorpus: Set<PortReference>) -> [String: ArtifactType] {
    let isOfCorpus = stage.granularity.isOfCorpus
    let stored = stage.outputs.filter { output in
      if takenByCorpus.contains(PortReference(stage: stage.name, port: output.name)) { return true }
      switch output.kind {
      case .events, .number, .shots, .labels, .model: return true
      case .frames:
        guard let format = stage.outputFormats[named: output.name].first else { return false }
        return format.rate <= highestStoredRate || format.rate * Double(format.width) <= fewNumbers
      case .document: return isOfCorpus
      case .audio, .text: return false
      }
    }
    return Dictionary(stored.map { ($0.name, $0.type) }) { first, _ in first }
  }
}

extension PlannedStage {
  /// The outputs that are one thing for all tracks, of a stage that works on all of them.
  var sharedOutputs: [any AnyOutput] { granularity.isOfCorpus ? outputs.filter(\.kind.isShared) : [] }
}
