import StageKit

/// A corpus as the engine gives it to a stage: of each song only what the stage takes.
package struct TakenCorpus: Corpus {
  private let corpus: any Corpus
  private let worker: any StageWorker
  private let ports: [any AnyInput]

  /// What a stage of a declaration takes of a corpus.
  package init(_ corpus: any Corpus, by worker: any StageWorker, _ declaration: StageDeclaration) {
    self.corpus = corpus
    self.worker = worker
    ports = declaration.inputs
  }

  package var tracks: [TrackInfo] { corpus.tracks }
  package var shared: Artifacts { corpus.shared }

  package func inputs(of track: TrackInfo) throws -> Artifacts {
    var inputs = try corpus.inputs(of: track)
    for port in ports where !worker.takes(port, of: track.part) { inputs[named: port.name] = [] }
    return inputs
  }
}
