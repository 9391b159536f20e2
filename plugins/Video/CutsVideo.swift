import Edits
import Pictures
import Shots
import StageKit

/// `cuts.video`: the shots of a finished video, whose types nobody has told yet.
struct CutsVideo: TrackStage {
  static let shots = Output<ShotPlan>(
    "shots", "The shots, of the type `?`; the probability is how sure the cut is that a shot starts with.")

  static let difference = Parameter(
    "difference", default: CutSettings().difference, in: 0.1...0.9,
    "The least difference of pictures across a cut, as 1 less their correlation.")
  static let contrast = Parameter(
    "contrast", default: CutSettings().contrast, in: 1...10,
    "How many times more pictures differ across a cut than beside it; less finds more cuts and more that are none.")
  static let dissolves = Parameter("dissolves", default: true, "Whether dissolves are told, which are never sure.")

  static let declaration = StageDeclaration(
    id: "cuts.video", revision: 5, opensFile: true,
    doc: "Finds the cuts of a finished video whatever the light does: steps, beams, strobes and flashes are no cuts.",
    source:
      "Frames of 64 x 36 pixels by ffmpeg; the logarithm of luma less its local mean; 1 less the best correlation over shifts "
      + "of 3 pixels, of 4 frames on either side against each other and among themselves, or of the frames at a cut against "
      + "those at the steps beside it; a dissolve's middle by least squares from both its ends, moved, in blocks, of the "
      + "darkest of 8 frames",
    inputs: [], outputs: [shots], parameters: [contrast, dissolves], advanced: [difference])

  private let settings: CutSettings

  init(_ settings: Settings) {
    self.settings = CutSettings(
      difference: settings[Self.difference], contrast: settings[Self.contrast],
      findsDissolves: settings[Self.dissolves])
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let pictures = try VideoPictures(path: try context.file)
    var finder = CutFinder(settings)
    var count = 0
    try pictures.forEach { picture in
      finder.add(picture)
      count += 1
    }
    let end = max(1, pictures.rate.frame(flooring: context.track.seconds))
    let shots = Self.shots(finder.cuts(), pictures: count, end: end, rate: pictures.rate)
    var outputs = Artifacts()
    outputs[Self.shots] = try ShotPlan(shots, rate: pictures.rate, start: 0, types: LabelTypes.all)
    return outputs
  }

  /// The shots between cuts. Where the sound goes on for a second or more behind the last picture, the rest is a shot of its
  /// own, which shows nothing.
  ///
  /// - Parameters:
  ///   - count: How many pictures there are.
  ///   - end: How many frames the sound has, at least 1.
  static func shots(_ cuts: [PictureCut], pictures count: Int, end: Int, rate: FrameRate) -> [Shot] {
    var starts = [Start(frame: 0, confidence: 1, reason: "start")] + cuts.filter { $0.frame < end }.map(Start.init)
    if rate.seconds(ofFrame: end - count) >= 1 {
      starts.append(Start(frame: count, confidence: 1, reason: WrittenShot.noPicture))
    }
    return zip(starts, starts.dropFirst().map(\.frame) + [end]).map { start, end in
      Shot(
        inFrame: start.frame, outFrame: end, type: Vocabulary.unknown, probability: start.confidence,
        reason: start.reason)
    }
  }
}

/// How a shot starts.
private struct Start {
  let frame: Int
  let confidence: Double
  let reason: String
}

extension Start {
  init(_ cut: PictureCut) {
    self.init(frame: cut.frame, confidence: cut.confidence, reason: cut.isDissolve ? "dissolve" : "cut")
  }
}

/// The types that labels of a video are in: the eight of concert films, and the one that says that nobody knows.
enum LabelTypes {
  static let all = Vocabulary.concert.types + [Vocabulary.unknown]
}

extension TrackContext {
  /// The track's own file.
  ///
  /// - Throws: ``Failure`` if it is not known where it lies.
  var file: String {
    get throws(Failure) {
      guard let file = places.song else {
        throw Failure("it is not known where the video lies", remedy: "run over videos, not over plans")
      }
      return file
    }
  }
}
