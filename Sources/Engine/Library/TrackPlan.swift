import Audio
import Edits
import Files
import Pipeline
import Shots
import StageKit

/// A shot plan in place of a song: songboard's own, or an edit that comes back from an editor.
struct TrackPlan {
  /// The plan as its file has it.
  let document: PlanDocument
  /// What of an edit a plan cannot say, each with its place.
  let warnings: [String]

  private let track: LibraryTrack

  /// Reads and checks a track's plan.
  ///
  /// - Throws: ``Failure`` with all that is wrong, by line and path.
  init(_ track: LibraryTrack, of source: Source) throws(Failure) {
    var knowledge = EditedPlan.Knowledge()
    knowledge.rate = source.frameRate
    knowledge.vocabulary = source.vocabulary
    knowledge.former = try PlanFiles.former(of: track).map(Self.file)
    var files: [EditedPlan.File] = []
    for path in [track.file] + PlanFiles.continuations(of: track) { files.append(try Self.file(path)) }
    let edit = try EditedPlan(files, knowing: knowledge)
    document = try edit.document.located(in: FileTree.absolute(FileTree.folder(of: track.file)))
    warnings = edit.warnings
    self.track = track
  }

  private static func file(_ path: String) throws(Failure) -> EditedPlan.File {
    EditedPlan.File(path: path, bytes: try FileContent.bytes(of: path, atMost: PlanDocument.mostBytes))
  }

  /// What the source gives of it, by port.
  var artifacts: [PortReference: any Artifact] {
    var artifacts: [String: any Artifact] = ["shots": document.plan, "sections": Events(document.sections)]
    artifacts["tempo"] = document.tempo.map { Number($0) }
    return Dictionary(
      artifacts.map { (PortReference(stage: PortReference.source, port: $0.key), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The song that the plan is of: documents made from a plan are the same as those made with it. One that the plan does
  /// not name is a song of the same name beside it.
  var song: (path: String?, hash: String?) {
    let name = beside.map { "\(FilePath.lastPart(of: track.name)).\(FilePath($0).ending)" }
    return (
      document.trackPath.isEmpty ? name : document.trackPath, document.trackHash.isEmpty ? nil : document.trackHash
    )
  }

  /// Where the song lies, absolute: where the plan says, or beside the plan; `nil` if it is at neither.
  var songFile: String? { document.songFile ?? beside.map { FileTree.absolute($0) } }

  private var beside: String? {
    AudioFile.endings.lazy.map { "\(track.fileStem).\($0)" }.first { FileTree.exists($0) }
  }
}

/// The files that a plan is read with, besides its own.
enum PlanFiles {
  /// The plan that an edit was made from: the JSON of its name beside it; `nil` if there is none, or the plan is JSON itself.
  static func former(of track: LibraryTrack) -> String? {
    let path = "\(track.fileStem).json"
    return track.ending.lowercased() != "json" && FileTree.exists(path) ? path : nil
  }

  /// The lists that an edit decision list goes on in, which holds 999 events: `song-2.edl` behind `song.edl`.
  static func continuations(of track: LibraryTrack) -> [String] {
    guard track.ending.lowercased() == "edl" else { return [] }
    let paths = (2...).lazy.map { "\(track.fileStem)-\($0).\(track.ending)" }
    return Array(paths.prefix { FileTree.exists($0) })
  }
}
