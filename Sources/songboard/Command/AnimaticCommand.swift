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

  @Argument(help: "The shot plan, as write.json writes it.", completion: .file(extensions: ["json"]))
  var plan: String

  @Option(help: "The song; by default the file that the plan names, beside the plan.", completion: .file())
  var song: String?

  @Option(
    name: .shortAndLong, help: "The video; by default beside the plan, with the plan's name.", completion: .file())
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
    let video = output ?? "\(FilePath(plan).stem).mp4"
    guard FilePath(video).ending.lowercased() == "mp4" else {
      throw UsageFailure.told(Failure("\(video): the video is an MP4", remedy: "name one that ends in .mp4 with -o"))
    }
    if let height { try UsageFailure.check { try Animatic.check(height: height) } }
    let document = try PlanDocument(file: plan)
    let animatic = try Animatic(document.plan, height: height)
    let song = try song(of: document)
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

  /// The song: as the command line names it, where the plan says that it is, or in the plan's folder.
  ///
  /// - Throws: ``Failure`` if it is at neither place.
  private func song(of document: PlanDocument) throws(Failure) -> String {
    let name = FilePath.lastPart(of: document.trackPath)
    let beside = name.isEmpty ? nil : "\(FileTree.folder(of: plan))/\(name)"
    let places = song.map { [$0] } ?? [document.songFile, beside].compactMap(\.self)
    guard let found = places.first(where: FileTree.isRegularFile) else {
      let place = places.isEmpty ? "\(plan) names no song" : "there is no song \(places.joined(separator: ", nor "))"
      throw Failure(place, remedy: "name it with --song")
    }
    if !document.trackHash.isEmpty, try FileContent.hash(of: found) != document.trackHash {
      Console.message("warning: \(found) is not the file that \(plan) was made from; --song names another")
    }
    return found
  }
}
