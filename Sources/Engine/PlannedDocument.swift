import Files
import Pipeline
import StageKit

/// One document that a plan makes: of a track, or of the corpus.
struct PlannedDocument {
  /// The port that gives it.
  let port: PortReference
  /// Where it goes, below the output folder.
  let path: String

  private let stageKey: String

  /// The documents of a stage.
  ///
  /// - Parameter track: The track; `nil` for a corpus stage.
  static func documents(of stage: PlannedStage, for track: LibraryTrack?) -> [PlannedDocument] {
    stage.documents.sorted { $0.key < $1.key }.map { port, template in
      let path = Template(template).filled(track?.placeholders ?? [:])
      return PlannedDocument(port: PortReference(stage: stage.name, port: port), path: path, stageKey: stage.key)
    }
  }

  /// What the document is made from: the program, the stage with all before it, and the input.
  func key(version: String, inputKey: String) -> String {
    ContentHash.key([version, stageKey, port.port, inputKey])
  }
}
