import Audio
import FoundationEssentials
import Glibc
import StageKit
import Shots

/// A video of a plan over the song, with timecode in the picture and in a track of its own: its cameras, and cards for shots
/// without one.
///
/// ffmpeg makes it: H.264 and AAC in MP4, exactly as many frames as the plan has, at the plan's rate.
public struct Animatic {
  /// The picture's height in pixels that are taken; the width follows at 16:9.
  public static let heights: ClosedRange<Int> = 180...2160

  private let plan: ShotPlan
  private let height: Int

  /// The animatic of a plan.
  ///
  /// - Parameter height: The picture's height in pixels, even and within ``heights``; by default 720 for cards, 360 for cameras.
  public init(_ plan: ShotPlan, height: Int? = nil) throws(Failure) {
    let height = height ?? (plan.showsCameras ? 360 : 720)
    try Self.check(height: height)
    self.plan = plan
    self.height = height
  }

  /// Refuses a height in pixels that no animatic can have.
  ///
  /// - Throws: ``Failure`` unless it is even and within ``heights``.
  public static func check(height: Int) throws(Failure) {
    guard heights.contains(height), height.isMultiple(of: 2) else {
      throw Failure(
        "a picture \(height) pixels high cannot be made",
        remedy: "use an even height from \(heights.lowerBound) to \(heights.upperBound)")
    }
  }

  /// Makes the video; it appears whole or not at all. Blocks its thread until ffmpeg is done.
  ///
  /// - Parameters:
  ///   - song: The song's file; beyond its end there is silence.
  ///   - output: The video's path; a file that is there is replaced.
  ///   - tell: Is told how many shots of a camera plan are cut out of their clips.
  /// - Throws: ``AudioFailure`` if ffmpeg is missing or fails; ``Failure`` if clips are missing, or files cannot be written.
  public func write(over song: String, to output: String, tell: (Int) -> Void = { _ in }) throws {
    let cards = try TemporaryFile(SubtitleCards(plan: plan).text, ending: "ass")
    let pictures =
      plan.showsCameras
      ? try CameraPictures(of: plan, height: height, song: song, tell: tell)
      : nil
    // A name that no file of the user's has, in the folder where the video goes.
    let folder = output.lastIndex(of: "/").map { output[...$0] } ?? ""
    let part = "\(folder).songboard-\(UUID().uuidString).mp4"
    defer { unlink(part) }
    try withExtendedLifetime(pictures) {
      let arguments = arguments(song: song, pictures: pictures?.list, cards: cards.path, output: part)
      try FFmpegProgram.run(arguments, reading: song)
    }
    guard rename(part, output) == 0 else {
      throw Failure(
        "\(output): cannot be written: \(String(cString: strerror(errno)))", remedy: "choose another place with -o")
    }
  }

  private func arguments(song: String, pictures: String?, cards: String, output: String) -> [String] {
    let (rate, width) = ("\(plan.rate.numerator)/\(plan.rate.denominator)", height * 16 / 9 / 2 * 2)
    let samples = (48_000 * plan.frames * plan.rate.denominator + plan.rate.numerator / 2) / plan.rate.numerator
    // Frames in a row, whatever times they come with.
    let times = "settb=\(plan.rate.denominator)/\(plan.rate.numerator),setpts=N,trim=end_frame=\(plan.frames)"
    let video =
      "[0:v]\(times),ass=filename=\(FilterText.escaped(cards)),\(timecode),format=yuv420p[v]"
    let audio = "[1:a:0]aresample=48000,apad,atrim=end_sample=\(samples)[a]"
    let black = ["-f", "lavfi", "-i", "color=c=black:s=\(width)x\(height):r=\(rate)"]
    let reading = (pictures.map { ["-f", "concat", "-i", "file:\($0)"] } ?? black) + ["-i", "file:\(song)"]
    let tuning = pictures == nil ? ["-tune", "stillimage"] : []
    let coding =
      ["-r", rate, "-c:v", "libx264", "-preset", "veryfast"] + tuning + [
        "-crf", "20", "-g", "\(plan.rate.nominal)", "-c:a", "aac", "-b:a", "192k",
      ]
    return ["-nostdin", "-v", "error", "-y", "-progress", "pipe:1"] + reading
      + ["-filter_complex", "\(video);\(audio)", "-map", "[v]", "-map", "[a]"]
      + coding + ["-timecode", plan.start.description, "-movflags", "+faststart", "-f", "mp4", "file:\(output)"]
  }

  /// The timecode burnt in, at the lower right.
  private var timecode: String {
    let size = height / 18
    let options = [
      "font=monospace", "fontsize=\(size)", "fontcolor=white", "box=1", "boxcolor=black@0.6", "boxborderw=\(size / 3)",
      "x=w-tw-\(height / 10)", "y=h-th-\(height / 13)", "tc24hmax=1",
      "timecode=\(FilterText.escaped(plan.start.description))",
      "timecode_rate=\(plan.rate.numerator)/\(plan.rate.denominator)",
    ]
    return "drawtext=\(options.joined(separator: ":"))"
  }
}

/// Text within ffmpeg's filter graphs. Source: ffmpeg-filters, "Notes on filtergraph escaping".
enum FilterText {
  /// A filter option's value: escaped once for the option, and then for the graph.
  static func escaped(_ text: String) -> String {
    escaped(escaped(text, ["\\", "'", ":"]), ["\\", "'", "[", "]", ",", ";"])
  }

  private static func escaped(_ text: String, _ special: [Unicode.Scalar]) -> String {
    text.replacingScalars(Dictionary(uniqueKeysWithValues: special.map { ($0, "\\\($0)") }))
  }
}
