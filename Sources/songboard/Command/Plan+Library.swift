import Engine
import Pipeline
import StageKit

extension Plan {
  /// The library of the plan's own songs, or those of the command line; what is wrong ends the command.
  func library(hashes: FileHashes = FileHashes()) throws -> Library {
    guard !source.files.isEmpty else {
      let wanted =
        switch source.material {
        case .audio: "songs"
        case .plans: "shot plans or edits"
        case .frames: "arrays (.npy)"
        }
      throw UsageFailure.told(
        Failure("no \(wanted)", remedy: "name files or folders after the pipeline, or under `source` in \(file)"))
    }
    return try UsageFailure.check { try Library(source, hashes: hashes) }
  }
}
