import Engine
import Files
import Pipeline
import StageKit

extension Plan {
  /// The library of the plan's own songs, or those of the command line; what is wrong ends the command.
  func library(hashes: FileHashes = FileHashes()) throws -> Library {
    try checkSource()
    return try UsageFailure.check { try Library(source, hashes: hashes) }
  }

  /// Calls a closure with each of these songs as it is found, as ``Library/forEachTrack(of:_:)`` does; likewise. What is
  /// named and not there is wrong too: whoever freezes a plan is still there to hear it.
  func forEachTrack(_ body: (LibraryTrack, Int) throws(Failure) -> Void) throws {
    try checkSource()
    try checkPaths()
    do throws(Failure) {
      try Library.forEachTrack(of: source, body)
    } catch  where !error.endsRun {
      throw UsageFailure.told(error)
    }
  }

  private func checkSource() throws {
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
  }

  private func checkPaths() throws {
    let missing = (source.files + source.unlabelled).first { !FileTree.exists($0) && Glob($0) == nil }
    guard let missing else { return }
    throw UsageFailure.told(
      Failure("\(missing): there is no such file or folder", remedy: "name files, folders or patterns that are there"))
  }
}
