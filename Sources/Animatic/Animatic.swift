import Audio
import FoundationEssentials
import Glibc
import StageKit
import Shots

/// A video of a plan's cards over the song, with timecode in the picture and in a track of its own.
///
/// ffmpeg makes it: H.264 and AAC in MP4, exactly as many frames as the plan has, at the plan's rate.
public struct Animatic {
  /// The picture's height in pixels that are taken; the width follows at 16:9.
  public static let heights: ClosedRange<Int> = 180...2160

  private let plan: ShotPlan
  private let height: Int

  /// The animatic of a plan.
  ///
  /// - Parameter height: The picture's height in pixels, even and within ``heights``.
  public init(_ plan: ShotPlan, height: Int = 720) throws(Failure) {
    guard Self.heights.contains(height), height.isMultiple(of: 2) else {
      throw Failure(
        "a picture \(height) pixels high cannot be made",
        remedy: "use an even height from \(Self.heights.lowerBound) to \(Self.heights.upperBound)")
    }
    self.plan = plan
    self.height = height
  }

  /// Makes the video; it appears whole or not at all. Blocks its thread until ffmpeg is done.
  ///
  /// - Parameters:
  ///   - song: The song's file; beyond its end there is silence.
  ///   - output: The video's path; a file that is there is replaced.
  /// - Throws: ``AudioFailure`` if ffmpeg is missing or fails; ``Failure`` if files cannot be written.
  public func write(over song: String, to output: String) throws {
    let cards = try TemporaryFile(SubtitleCards(plan: plan).text, ending: "ass")
    // A name that no file of the user's has, in the folder where the video goes.
    let folder = output.lastIndex(of: "/").map { output[...$0] } ?? ""
    let part = "\(folder).songboard-\(UUID().uuidString).mp4"
    defer { unlink(part) }
    try FFmpegProgram.run(arguments(song: song, cards: cards.path, output: part), reading: song)
    guard rename(part, output) == 0 else {
      throw Failure(
        "\(output): cannot be written: \(String(cString: strerror(errno)))", remedy: "choose another place with -o")
    }
  }

  private func arguments(song: String, cards: String, output: String) -> [String] {
    let (rate, width) = ("\(plan.rate.numerator)/\(plan.rate.denominator)", height * 16 / 9 / 2 * 2)
    let samples = (48_000 * plan.frames * plan.rate.denominator + plan.rate.numerator / 2) / plan.rate.numerator
    let video =
      "[0:v]trim=end_frame=\(plan.frames),ass=filename=\(FilterText.escaped(cards)),\(timecode),format=yuv420p[v]"
    let audio = "[1:a:0]aresample=48000,apad,atrim=end_sample=\(samples)[a]"
    let reading = ["-f", "lavfi", "-i", "color=c=black:s=\(width)x\(height):r=\(rate)", "-i", "file:\(song)"]
    let coding = [
      "-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage", "-crf", "20", "-g", "\(plan.rate.nominal)",
      "-c:a", "aac", "-b:a", "192k",
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
