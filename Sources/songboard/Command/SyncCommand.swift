import ArgumentParser
import Audio
import Engine
import Files
import StageKit
import Sync

/// `songboard sync SONG CLIP...`
struct SyncCommand: AsyncParsableCommand {
  /// What clips are synced to in place of a song.
  enum Reference: String, ExpressibleByArgument {
    /// The clip that lasts longest.
    case longest
  }

  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Syncs camera clips to a song by their sound, as cameras.yaml; needs ffmpeg.",
    discussion: """
      Offset and drift of each clip are measured in its own sound. If the first file is a clip too, or with --to longest, \
      all are synced to the clip that lasts longest. A clip that cannot be told is listed with the reason, never guessed.
      The list is what the stage `cameras` reads: say in it what each camera shows.
      Exit codes: 0 all clips are synced, 1 some are not, 64 the command line is wrong, 75 interrupted.
      """)

  @Argument(help: "The song, then the clips; or clips alone.", completion: .file())
  var files: [String]

  @Option(help: "Sync to the longest clip; all files are clips.")
  var to: Reference?

  @Option(name: .shortAndLong, help: "The list of cameras.", completion: .file())
  var output = "cameras.yaml"

  @Flag(help: "Replace a list that somebody else wrote or changed; it stays as a numbered copy.")
  var overwrite = false

  func validate() throws {
    if files.count < 2 { throw ValidationError("name a song and its clips, or two clips or more") }
    if Set(files).count < files.count { throw ValidationError("a file is named twice") }
  }

  func run() async throws {
    let file = try UsageFailure.check {
      let file = try OwnFile(path: output)
      if !overwrite { try file.checkReplaceable() }
      for path in files where !FileTree.isRegularFile(path) { throw Failure("\(path): there is no such file") }
      return file
    }
    try await Interruption.interruptible {
      do {
        try await sync(into: file)
      } catch {
        try Task.checkCancellation()
        guard error is Failure || error is AudioFailure else { throw error }
        Console.message("error: \(error)")
        throw ExitCode(1)
      }
    }
  }

  private func sync(into file: OwnFile) async throws {
    let session = SyncSession(files, isToLongest: to == .longest)
    let outcome = try await session.run { clip in Console.message(Self.line(of: clip)) }
    for warning in outcome.warnings { Console.message("warning: \(warning)") }
    // Paths in the list count from its folder.
    try FileTree.makeFolder(FileTree.folder(of: output))
    let list = CameraList(outcome.clips, reference: outcome.reference, folder: FileTree.folder(of: output))
    let synced = outcome.clips.filter { $0.fault == nil }.count
    guard synced > 0 else {
      throw Failure("\(output) is not written: no clip could be synced to \(outcome.reference)")
    }
    let copy = try file.write(overwrites: overwrite) { draft in
      try OutputFile(path: draft, mode: .new).write(Array(list.text.utf8))
    }
    if let copy {
      Console.message("\(output): the file that was there is now \(copy)")
    }
    Console.message("\(output): \(synced) of \(outcome.clips.count) clips, synced to \(outcome.reference)")
    if synced < outcome.clips.count { throw ExitCode(1) }
  }

  /// What is told of a clip.
  private static func line(of clip: CameraList.Clip) -> String {
    let path = Console.printable(clip.path)
    if let fault = clip.fault { return "\(path): not a camera: \(Console.printable(fault))" }
    guard case .found(let sync) = clip.finding else { return path }
    return "\(path): offset \(sync.offset.fixed(3)) s, drift \(sync.drift.fixed(1)) ppm, "
      + "confidence \(sync.confidence.fixed(2))"
  }
}
