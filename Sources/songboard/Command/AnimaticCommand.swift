import Animatic
import ArgumentParser
import Audio
import Engine
import Files
import Shots
import StageKit

/// `songboard animatic PLAN`
struct AnimaticCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "animatic", abstract: "Makes a video of a plan's cards or cameras over the song; needs ffmpeg.",
    discussion: """
      The video has the plan's frames at the plan's rate, with the timecode in the picture. Shots of a camera plan show their \
      clips, and cards where they have none. Beside a timeline such as song.otio, song.mp4 is what its cards point at.
      Exit codes: 0 done, 1 the plan, the song or ffmpeg failed, 64 the command line is wrong, 75 interrupted.
      """)

  @Argument(help: "The shot plan, as write.json writes it.")
  var plan: String

  @Option(help: "The song; by default the file that the plan names, beside the plan.")
  var song: String?

  @Option(name: .shortAndLong, help: "The video; by default beside the plan, with the plan's name.")
  var output: String?

  @Option(help: "The picture's height in pixels, by default 720, and 360 for cameras; the width follows at 16:9.")
  var height: Int?

  func run() async throws {
    let video = try await Interruption.interruptible { () throws -> String in
      do {
        return try make()
      } catch {
        try Task.checkCancellation()
        guard error is Failure || error is AudioFailure else { throw error }
        Console.message("error: \(error)")
        throw ExitCode(1)
      }
    }
    Console.message(video)
  }

  /// Makes the video; gives a line that tells of it.
  private func make() throws -> String {
    let document = try PlanDocument(file: plan)
    let song = song ?? known(document.songFile) ?? beside(FilePath(document.trackPath))
    let video = output ?? "\(FilePath(plan).stem).mp4"
    let animatic = try Animatic(document.plan, height: height)
    let shots = document.plan.shots.count
    var progress = ProgressLine()
    try OwnFile(path: video).write {
      Console.message("waits for a run that writes to the folder of \(video)")
    } _: { draft in
      try animatic.write(over: song, to: draft) { done in progress.show("shot \(done) of \(shots)") }
    }
    progress.clear()
    return "\(video): \(document.plan.frames) frames at \(document.plan.rate.rawValue), from \(document.plan.start)"
  }

  /// The song where the plan says that it is; `nil` if it is not there.
  private func known(_ song: String?) -> String? {
    song.flatMap { FileTree.exists($0) ? $0 : nil }
  }

  /// The plan's song in the plan's folder.
  private func beside(_ track: FilePath) -> String {
    let folder = plan.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { "\($0)/" }.joined()
    return "\(folder)\(track.name)\(track.ending.isEmpty ? "" : ".\(track.ending)")"
  }
}
