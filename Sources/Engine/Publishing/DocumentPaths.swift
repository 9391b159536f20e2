import Pipeline
import StageKit

/// The places of a plan's documents below an output folder, whichever that will be.
public struct DocumentPaths: Sendable {
  private let graph: TaskGraph

  /// The places of a plan's documents.
  public init(of plan: Plan) {
    graph = TaskGraph(plan)
  }

  /// Those of a track's documents.
  ///
  /// - Throws: ``Failure`` if one is no place for a document.
  public func paths(of track: LibraryTrack) throws(Failure) -> [String] {
    let paths = PlannedDocument.documents(of: track, in: graph, folder: nil).map(\.path)
    for path in paths { try DocumentPlaces.check(path, of: track.file) }
    return paths
  }

  /// Those of the documents that stages which see the corpus make.
  public var ofCorpus: [String] {
    graph.corpus.flatMap { PlannedDocument.documents(of: $0, in: graph, for: nil).map(\.path) }
  }

  /// Checks that some tracks' documents, and those of the corpus, have places of their own.
  ///
  /// - Throws: ``Failure`` that names two owners of one place.
  public func check(_ tracks: [LibraryTrack]) throws(Failure) {
    try DocumentPlaces.checked(in: nil, graph: graph, tracks: tracks)
  }
}
