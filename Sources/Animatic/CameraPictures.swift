import Audio
import Files
import FoundationEssentials
import Glibc
import Shots
import StageKit

/// The pictures of a camera plan: a small video for each shot, from its clip, or black for a card; in a folder that goes
/// with this value.
final class CameraPictures {
  /// A list of the videos in order, as ffmpeg's concat demuxer reads it.
  let list: String

  private let folder: String

  /// Cuts the shots out of their clips.
  ///
  /// - Parameters:
  ///   - plan: Its shots have sources, all or some.
  ///   - height: The picture's height in pixels, even; clips keep their shape within 16:9.
  ///   - song: What messages about black name.
  ///   - tell: Is told how many shots are done.
  /// - Throws: ``Failure`` that names the clips that are missing; `AudioFailure` if ffmpeg is missing or fails.
  init(of plan: ShotPlan, height: Int, song: String, tell: (Int) -> Void) throws {
    let clips = try Self.clips(of: plan)
    let root = FileManager.default.temporaryDirectory.path
    folder = "\(root)/songboard-\(UUID().uuidString)"
    list = "\(folder)/list"
    try FileTree.makeFolder(folder)
    var lines: [String] = []
    for (number, shot) in plan.shots.enumerated() {
      let video = "\(number).mkv"
      let cut = ShotCut(plan: plan, shot: shot, clip: clips[number], height: height)
      try FFmpegProgram.run(cut.arguments(to: "\(folder)/\(video)"), reading: clips[number] ?? song)
      lines.append("file \(video)\n")
      tell(number + 1)
    }
    try OutputFile(path: list, mode: .new).write(Array(lines.joined().utf8))
  }

  deinit {
    for name in FileTree.names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// The file of each shot's clip; `nil` for a shot without one.
  private static func clips(of plan: ShotPlan) throws(Failure) -> [String?] {
    var missing: [String] = []
    let clips = plan.shots.enumerated().map { number, shot -> String? in
      guard let source = shot.source else { return nil }
      let folder = source.folder.isEmpty ? "." : source.folder
      let path = source.file.hasPrefix("/") ? source.file : "\(folder)/\(source.file)"
      if source.file.isEmpty || !FileTree.isRegularFile(path) {
        let file = source.file.isEmpty ? "it has no file" : "there is no file \(path)"
        missing.append("clip '\(source.name)' of shots[\(number)]: \(file)")
      }
      return path
    }
    guard let first = missing.first else { return clips }
    let others = missing.count > 1 ? ", and \(missing.count - 1) more shots lack theirs" : ""
    throw Failure(first + others, remedy: "bring the clips there, or run the pipeline again with their new places")
  }
}

/// A shot as ffmpeg cuts it out.
private struct ShotCut {
  let plan: ShotPlan
  let shot: Shot
  /// The clip's file; `nil` for black.
  let clip: String?
  let height: Int

  private var width: Int { height * 16 / 9 / 2 * 2 }
  private var rate: String { "\(plan.rate.numerator)/\(plan.rate.denominator)" }

  func arguments(to output: String) -> [String] {
    // Exactly as many frames as the shot has; where the clip ends before, its last one stays.
    let fitting =
      "setpts=PTS-STARTPTS,fps=\(rate),scale=\(width):\(height):force_original_aspect_ratio=decrease:force_divisible_by=2,"
      + "setsar=1,pad=\(width):\(height):-1:-1,tpad=stop_mode=clone:stop=-1,trim=end_frame=\(shot.frames),format=yuv420p"
    let coding = ["-an", "-sn", "-dn", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-f", "matroska"]
    return ["-nostdin", "-v", "error", "-y", "-progress", "pipe:1"] + input + ["-map", "0:v:0", "-vf", fitting] + coding
      + ["file:\(output)"]
  }

  private var input: [String] {
    guard let clip, let source = shot.source else {
      return ["-f", "lavfi", "-i", "color=c=black:s=\(width)x\(height):r=\(rate)"]
    }
    // Half a frame before its start: times of frames are rounded in containers.
    let start = source.rate.seconds(ofFrame: max(0, 2 * source.inFrame - 1)) / 2
    return ["-protocol_whitelist", "file", "-ss", start.fixed(6), "-i", "file:\(clip)"]
  }
}

extension ShotPlan {
  /// Whether any shot has a clip.
  var showsCameras: Bool { shots.contains { $0.source != nil } }
}
