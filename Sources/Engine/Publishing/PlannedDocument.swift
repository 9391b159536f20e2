import Files
import Pipeline
import StageKit

/// One document that a plan makes: of a track, or of the corpus.
struct PlannedDocument: Sendable {
  /// The task that gives it.
  let task: Int
  /// The port that gives it.
  let port: PortReference
  /// Where it goes, below the output folder.
  let path: String

  /// The documents of a task.
  ///
  /// - Parameter track: The track; `nil` for a corpus stage.
  static func documents(of task: Int, in graph: TaskGraph, for track: LibraryTrack?) -> [PlannedDocument] {
    let stage = graph.nodes[task].stage
    return stage.documents.sorted { $0.key < $1.key }.map { port, template in
      PlannedDocument(
        task: task, port: PortReference(stage: stage.name, port: port),
        path: Template(template).filled(track?.placeholders ?? [:]))
    }
  }

  /// All documents of a track, but for a plan in the place of the very plan that it would be made of: that is a person's.
  static func documents(of track: LibraryTrack, in graph: TaskGraph, folder: OutputFolder?) -> [PlannedDocument] {
    let own = folder.flatMap { Self.ownPlan(of: track, in: graph, folder: $0) }
    return allDocuments(of: track, in: graph).filter { $0.path != own?.path }
  }

  /// The plan in the place of the very plan that it would be made of.
  static func ownPlan(of track: LibraryTrack, in graph: TaskGraph, folder: OutputFolder) -> PlannedDocument? {
    guard graph.plan.source.isOfPlans, let own = FileStamp(of: track.file)?.place else { return nil }
    return allDocuments(of: track, in: graph).first { FileStamp(of: "\(folder.path)/\($0.path)")?.place == own }
  }

  private static func allDocuments(of track: LibraryTrack, in graph: TaskGraph) -> [PlannedDocument] {
    guard !track.isFolder else { return [] }
    return graph.nodes.indices.filter { !graph.nodes[$0].isOfCorpus }.flatMap {
      Self.documents(of: $0, in: graph, for: track)
    }
  }

  /// What the document is made from.
  ///
  /// - Parameter task: The key of the task that gives it.
  func key(of task: Digest) -> Digest { ContentHash.key([task.hex, port.port]) }
}
