import Files
import Pipeline
import StageKit
import Store

/// What must be done of a track so that it gives some ports: found by asking the store, without doing any of it.
///
/// A run and `--dry-run` ask in the same way; so what the one tells is what the other does.
struct Demand {
  /// The tasks that must work.
  private(set) var tasks: Set<Int> = []
  /// What must be made while the track's sound streams by; the source's own streams among it.
  private(set) var streams: Set<PortReference> = []
  /// What the store has of tasks that are asked for.
  private(set) var stored: [Int: StoredTask] = [:]
  /// What the store has of the source's streams.
  private(set) var storedSource: StoredTask?
  /// The corpus stages whose shared results are asked for.
  private(set) var shared: Set<Int> = []

  private let graph: TaskGraph
  private let keys: TrackKeys
  private let store: Store
  private var hasAskedForSource = false

  init(_ graph: TaskGraph, keys: TrackKeys, store: Store) {
    self.graph = graph
    self.keys = keys
    self.store = store
  }

  /// Whether nothing must be done.
  var isEmpty: Bool { tasks.isEmpty && streams.isEmpty }

  /// Asks for a task to be done, whatever the store has of it: its documents are missing.
  mutating func need(task index: Int) {
    guard tasks.insert(index).inserted else { return }
    let node = graph.nodes[index]
    for (_, wires) in node.inputs {
      for wire in wires { need(wire.from) }
    }
    if node.isOfCorpus { shared.insert(index) }
  }

  /// Asks for what a port gives of the track.
  mutating func need(_ port: PortReference) {
    guard let index = graph.giver(of: port) else { return needSource(port) }
    let node = graph.nodes[index]
    if graph.isShared(port) {
      shared.insert(index)
    } else if node.stage.granularity == .frame {
      if !isStored(port, of: index) { streams.insert(port) }
    } else if !tasks.contains(index), !isStored(port, of: index) {
      stored[index] = nil
      need(task: index)
    }
  }

  private mutating func needSource(_ port: PortReference) {
    guard graph.plan.source.formats.contains(where: { $0.port == port }) else { return }
    if !hasAskedForSource, !graph.storedOfSource.isEmpty {
      hasAskedForSource = true
      storedSource = store.task(keys.source)
    }
    let isStored = graph.storedOfSource[port.port].map { storedSource?.holds(port.port, as: $0) == true } ?? false
    if !isStored { streams.insert(port) }
  }

  /// Whether the store has what a port gave.
  private mutating func isStored(_ port: PortReference, of index: Int) -> Bool {
    guard let type = graph.nodes[index].stored[port.port], let key = keys.tasks[index] else { return false }
    if stored[index] == nil { stored[index] = store.task(key) }
    return stored[index]?.holds(port.port, as: type) == true
  }
}
