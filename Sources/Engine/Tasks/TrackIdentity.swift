import Files
import Pipeline
import StageKit

/// What a track's results are made from, besides the plan: the file's content, and the files beside it.
struct TrackIdentity: Sendable {
  /// A file beside a track: where it is and what was in it. Its content is read when a stage asks for it, so that a run
  /// over a library holds none.
  private struct SideFile {
    let path: String
    /// What of the content counts.
    let digest: Digest
    /// Whether it is the plan that the run itself wrote, of which only the locked shots count.
    let isOwnPlan: Bool
  }

  /// The track's file, and those of the further views in their order.
  private let sources: [HashedFile]
  /// XXH3-128 of the track's file.
  var hash: Digest { sources[0].digest }
  /// XXH3-128 of the further views' files, in their order; of the files that a plan is read with.
  var views: [Digest] { sources.dropFirst().map(\.digest) }
  /// What tells the track from the others of a run.
  let id: String

  private let track: LibraryTrack
  /// The folder that `{output}` stands for in templates.
  private let output: String
  private let files: [String: SideFile]
  private let published: PublishedDocuments

  /// - Parameter published: What lies in the output folder as it was written.
  /// - Throws: ``Failure`` if a file cannot be read.
  init(_ track: LibraryTrack, plan: Plan, published: PublishedDocuments, hashes: FileHashes) throws(Failure) {
    let output = published.folder.path
    self.track = track
    self.output = output
    self.published = published
    var sources = [try hashes.content(of: track)]
    var files: [String: SideFile] = [:]
    // Labels of a track that counts as unlabelled are never read.
    let labels = track.part == .unlabelled ? nil : plan.source.labels
    for file in plan.stages.flatMap(\.settings.trackFiles) + [labels].compactMap({ $0 })
    where files[file.template] == nil {
      let path = file.path(of: track, output: output)
      guard FileTree.exists(path) else { continue }
      if file.isInOutput {
        guard let locks = try PlanLocks.digest(of: path, in: published) else { continue }
        files[file.template] = SideFile(path: path, digest: locks, isOwnPlan: true)
      } else {
        // A file that is too large is refused by whoever asks for its content, and not read before.
        let size = FileStamp(of: path)?.size ?? 0
        let isTooLarge = size > TrackContext.largestFile && path != track.file
        let digest = isTooLarge ? ContentHash.key(["too large", "\(size)"]) : try hashes.digest(of: path)
        files[file.template] = SideFile(path: path, digest: digest, isOwnPlan: false)
      }
    }
    self.files = files
    for view in plan.source.views {
      guard let file = view.file else { continue }
      sources.append(try hashes.content(of: file.path(of: track, output: output)))
    }
    if plan.source.isOfPlans {
      for path in [PlanFiles.former(of: track)].compactMap({ $0 }) + PlanFiles.continuations(of: track) {
        sources.append(try hashes.content(of: path))
      }
    }
    self.sources = sources
    id = ContentHash.key([track.path] + sources.map(\.digest.hex)).hex
  }

  /// - Throws: ``Failure`` if the track's own files have another content now: what was made of them is not of this track.
  func checkUnchanged() throws(Failure) {
    for source in sources { try source.checkUnchanged() }
  }

  /// What a file beside the track adds to the key of whoever reads it; nothing if there is none.
  func keyText(of file: TrackFile) -> String { files[file.template]?.digest.hex ?? "" }

  /// Where the track's files lie for a stage: its document goes to a path below the output folder.
  ///
  /// - Parameter document: The path of the stage's document; `nil` if it gives none.
  func places(for stage: PlannedStage, document: String?) -> TrackPlaces {
    let output = FileTree.absolute(output)
    let files = stage.settings.trackFiles.map {
      ($0.template, FileTree.absolute($0.path(of: track, output: self.output)))
    }
    return TrackPlaces(
      song: FileTree.absolute(track.file), folder: document.map { FileTree.folder(of: "\(output)/\($0)") },
      files: Dictionary(files) { first, _ in first })
  }

  /// The content of a file beside the track; `nil` if there is none.
  ///
  /// - Throws: ``Failure`` if it can no longer be read, or has another content now.
  func content(of file: TrackFile) throws(Failure) -> [UInt8]? {
    guard let known = files[file.template] else { return nil }
    let bytes = try FileContent.bytes(of: known.path, atMost: TrackContext.largestFile)
    let digest = known.isOwnPlan ? try PlanLocks.digest(of: known.path, in: published) : ContentHash.of(bytes)
    guard digest == known.digest else {
      throw HashedFile.change(of: known.path)
    }
    return bytes
  }

  /// A file beside the track as stages take it.
  ///
  /// - Throws: ``Failure`` if it can no longer be read.
  func text(of file: TrackFile) throws(Failure) -> TrackText {
    TrackText(
      path: file.path(of: track, output: output), bytes: track.part == .unlabelled ? nil : try content(of: file))
  }
}

extension TrackFile {
  /// The file's path for a track of a run.
  func path(of track: LibraryTrack, output: String) -> String {
    path(for: track.fileStem, format: track.ending, output: "\(output)/\(track.name)")
  }
}
