import Pipeline
import StageKit
import Shots

/// A shot plan in place of a song.
struct TrackPlan {
  /// The plan as its file has it.
  let document: PlanDocument

  /// Reads and checks a track's plan.
  ///
  /// - Throws: ``Failure`` with all that is wrong, by line and path.
  init(_ track: LibraryTrack) throws(Failure) {
    document = try PlanDocument(file: track.file)
  }

  /// What the source gives of it, by port.
  var artifacts: [PortReference: any Artifact] {
    var artifacts: [String: any Artifact] = ["shots": document.plan, "sections": Events(document.sections)]
    artifacts["tempo"] = document.tempo.map { Number($0) }
    return Dictionary(
      artifacts.map { (PortReference(stage: PortReference.source, port: $0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }
}
