import Glibc
import Learning
import Shots
import StageKit

/// `director`: the rules' prediction of the shot type of each second.
///
/// It stands where a network's would: `cuts` sharpens either prediction and turns it into shots.
struct Director: TrackStage {
  static let mel = Input<Frames>("mel", "Power in mel bands.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let sections = Input<Events>("sections", "Sections with roles or letters as labels.")
  static let types = Output<Frames>("types", "A probability per shot type, a row for each started second.")
  static let cues = Output<Frames>(
    "cues", "What the music does in each started second, as from the stage cues; lengths and reasons depend on it.")
  static let silences = Output<Events>("silences", "Silences and the tail, as from the stage cues.")

  static let variety = Parameter(
    "variety", default: 0.3, in: 0...1,
    "How far the look of each song, and of each kind of section in it, strays from the rules by chance.")
  static let seed = Parameter<Int?>(
    "seed", default: nil, in: 0...9_007_199_254_740_991,
    "What chance depends on besides the track's content; none is that alone.")

  static let declaration = StageDeclaration(
    id: "director", revision: 3,
    doc: "Gives each second a probability per shot type by rules from the section's role and the music.",
    source: "The rules of directing, in the manual, after the literature named there",
    inputs: [mel, onset, sections], outputs: [types, cues, silences], parameters: [variety, seed])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    try MusicCues.require(mel)
    try inputs[Self.onset].require(.onsetStrength)
    var outputs = FrameFormats()
    outputs[Self.types] = .shotTypes(ShotType.names, sampleRate: mel.sampleRate)
    outputs[Self.cues] = .musicCues(sampleRate: mel.sampleRate)
    return outputs
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let mel = try inputs[Self.mel]
    let seconds = Seconds(of: context.track.seconds)
    let cues = try MusicCues(mel: mel, onset: try inputs[Self.onset], seconds: seconds)
    let sections = try SectionMap(try inputs[Self.sections])
    // With a seed too each song hangs on its content: one seed for a library is not one look for all songs.
    let own = CounterRandom(seed: context.track.seed)
    let chance = settings[Self.seed].map { CounterRandom(seed: own.bits("seed", UInt64($0))) } ?? own
    var rows: [Float] = []
    for second in 0..<seconds.count {
      let moment = Moment(second, of: seconds, cues)
      let section = sections.index(at: Double(second) + 0.5)
      let shares = RoleTable.row(for: section.flatMap { sections.roles[$0] }).shares
      let group = section.map { sections.sections[$0].group } ?? ""
      let logs = ShotType.allCases.enumerated().map { index, type in
        log(shares[index]) + moment.bias(towards: type)
          + settings[Self.variety] * (Self.taste("song", index, chance) + Self.taste("look of \(group)", index, chance))
      }
      rows += Self.distribution(logs)
    }
    var outputs = Artifacts()
    outputs[Self.types] = Frames(format: .shotTypes(ShotType.names, sampleRate: mel.format.sampleRate), values: rows)
    outputs[Self.cues] = cues.frames(sampleRate: mel.format.sampleRate)
    outputs[Self.silences] = Events(cues.silences)
    return outputs
  }

  /// The chance that is the same for a whole song, so that it has a look of its own, or for all sections of a group, so
  /// that a chorus that comes back looks the same: a number from the Gumbel distribution, which is how perturbing
  /// logarithms draws from a distribution.
  private static func taste(_ whose: String, _ type: Int, _ chance: CounterRandom) -> Double {
    -log(-log(chance.uniform(whose, UInt64(type))))
  }

  /// Probabilities in proportion to the exponentials of their logarithms.
  private static func distribution(_ logs: [Double]) -> [Float] {
    let top = logs.max() ?? 0
    let weights = logs.map { exp($0 - top) }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }
}
