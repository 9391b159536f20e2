import Files
import Pipeline
import StageKit
import Store
import Synchronization

/// What corpus stages gave for all tracks, as other tasks take it.
final class SharedResults: Sendable {
  private struct State {
    var artifacts: [PortReference: any Artifact] = [:]
    /// The corpus stages that failed, with the reason.
    var failures: [Int: String] = [:]
    /// By task: the keys of the corpus stages that are known.
    var keys: [Digest?]
  }

  private let graph: TaskGraph
  private let store: Store
  private let state: Mutex<State>

  init(_ graph: TaskGraph, store: Store) {
    self.graph = graph
    self.store = store
    state = Mutex(State(keys: [Digest?](repeating: nil, count: graph.nodes.count)))
  }

  /// By task: the keys of the corpus stages that are known.
  var keys: [Digest?] { state.withLock { $0.keys } }

  /// The corpus stages that failed, with the reason, by name.
  var failures: [String: String] {
    let failures = state.withLock { $0.failures }
    return Dictionary(failures.map { (graph.nodes[$0.key].stage.name, $0.value) }) { first, _ in first }
  }

  /// Notes the key of a corpus stage.
  func set(key: Digest, of index: Int) { state.withLock { $0.keys[index] = key } }

  /// Forgets the key of a corpus stage: other tracks reach it.
  func forget(_ index: Int) { state.withLock { $0.keys[index] = nil } }

  /// Notes that a corpus stage failed.
  func fail(_ index: Int, _ reason: String) { state.withLock { $0.failures[index] = reason } }

  /// Takes in what a corpus stage gave.
  func add(_ given: Artifacts, of index: Int) {
    let stage = graph.nodes[index].stage
    state.withLock { state in
      for output in stage.sharedOutputs {
        state.artifacts[PortReference(stage: stage.name, port: output.name)] = given[named: output.name].first?.value
      }
    }
  }

  /// - Throws: ``Failure`` if a task takes from a corpus stage that failed.
  func checkGivers(of index: Int) throws(Failure) {
    for wire in graph.nodes[index].inputs.flatMap(\.wires) {
      if let giver = graph.giver(of: wire.from) { try check(giver) }
    }
  }

  /// What a corpus stage gave on a port; `nil` if it gave nothing.
  ///
  /// - Throws: ``Failure`` if the stage failed, or the store has lost what it gave.
  func artifact(_ port: PortReference) throws -> (any Artifact)? {
    guard let index = graph.giver(of: port) else { return nil }
    try check(index)
    let (known, key) = state.withLock { ($0.artifacts[port], $0.keys[index]) }
    if let known { return known }
    guard let type = graph.nodes[index].stored[port.port], let key, let task = store.task(key) else { return nil }
    let artifact = try task.artifact(port.port, as: type)
    state.withLock { $0.artifacts[port] = artifact }
    return artifact
  }

  /// What a learner gave for all tracks.
  ///
  /// - Throws: As ``artifact(_:)`` does.
  func learned(by index: Int) throws -> Artifacts {
    let stage = graph.nodes[index].stage
    var learned = Artifacts()
    for output in stage.sharedOutputs where output.kind != .document {
      guard let artifact = try artifact(PortReference(stage: stage.name, port: output.name)) else { continue }
      learned[named: output.name] = [Artifacts.Named(name: output.name, value: artifact)]
    }
    return learned
  }

  private func check(_ index: Int) throws(Failure) {
    guard let reason = state.withLock({ $0.failures[index] }) else { return }
    throw Failure("the stage \(graph.nodes[index].stage.name), which it takes from, failed: \(reason)")
  }
}
