import Shots
import StageKit

/// `statistics`: what can be said of a corpus's plans without labels.
struct Statistics: CorpusStage {
  static let shots = Input<ShotPlan>("shots", "Shot plans.")
  static let target = Input<Number>("target", "Mean shot length in seconds that was wanted.")
  static let beats = Input<Events>("beats", "Beats, which cuts should lie on.")
  static let downbeats = OptionalInput<Events>("downbeats", "First beats of bars.")
  static let certainty = OptionalInput<Number>(
    "certainty", "How sure the bars are, 0 to 1; cuts on downbeats are not judged under 0.8, or if it is not known.")
  static let sections = OptionalInput<Events>("sections", "Sections with roles or letters as labels.")
  static let tempo = OptionalInput<Number>("tempo", "Beats per minute, by which tracks are grouped.")
  static let cues = OptionalInput<Frames>("cues", "What the music does: shots are to be longer where it is softer.")
  static let silences = OptionalInput<Events>("silences", "Silences and tails, which are one shot each.")
  static let statistics = Output<Document>(
    "statistics", fileExtension: "csv", "A row per check and group of tracks: value, limit and verdict.")

  static let shortest = Parameter(
    "shortest", default: 1.2, unit: .seconds, in: 0.4...4, "The shortest shot allowed; as in cuts.")
  static let longest = Parameter(
    "longest", default: 12.0, unit: .seconds, in: 4...60,
    "The longest shot allowed, silences apart; where they are not known, stretches of 4 s without a beat; as in cuts.")
  static let tolerance = Parameter(
    "tolerance", default: 0.07, unit: .seconds, in: 0.01...0.5, "How near to a beat is on the beat.")
  static let share = Parameter<TypeShares?>(
    "share", default: nil,
    "The least and most share of each song's time that some types may have, as in cuts; none is {ADS: [0, 0.12]}.")
  static let repeats = Parameter(
    "repeat", default: Repeats.forbid, "Whether a shot may follow one of its own type; as in the film language.")

  static let declaration = StageDeclaration(
    id: "statistics", revision: 4,
    doc: "Judges the plans of a corpus without labels: lengths, cuts on the music, pace, looks, roles and patterns.",
    source:
      "The checks of the manual's page The rules of directing; the beat tolerance of 70 ms is that of beat tracking evaluation (MIREX)",
    inputs: [shots, target, beats, downbeats, certainty, sections, tempo, cues, silences], outputs: [statistics],
    parameters: [shortest, longest, share], advanced: [tolerance, repeats])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let tracks = try corpus.tracks.map { try measures(of: try corpus.inputs(of: $0)) }
    let concert = FilmLanguage.concert
    let shares = settings[Self.share] ?? TypeShares(concert.limits, in: concert.vocabulary)
    var text = "group,tracks,check,value,limit,verdict\n"
    for (name, members) in Self.groups(tracks) {
      let checks = CorpusChecks(
        group: name, tracks: members, shares: shares, repeats: settings[Self.repeats] == .allow)
      for row in checks.rows { text += row.line }
    }
    var outputs = Artifacts()
    outputs[Self.statistics] = Document(text: text)
    return outputs
  }

  private func measures(of inputs: Artifacts) throws -> TrackMeasures {
    let plan = try inputs[Self.shots]
    let areBarsSure = inputs[Self.certainty]?.value ?? 0 >= BarCount.sure
    let music = TrackMeasures.Music(
      beats: try inputs[Self.beats].times, downbeats: areBarsSure ? inputs[Self.downbeats]?.times ?? [] : [],
      sections: try SectionMap(inputs[Self.sections]), tempo: inputs[Self.tempo]?.value ?? 0,
      silences: inputs[Self.silences]?.events, cues: try inputs[Self.cues].map(CueRows.init))
    return TrackMeasures(
      plan, music, target: try inputs[Self.target].value,
      lengths: settings[Self.shortest]...settings[Self.longest], tolerance: settings[Self.tolerance])
  }

  /// All tracks, and those of each band of tempo that has any.
  private static func groups(_ tracks: [TrackMeasures]) -> [(name: String, tracks: [TrackMeasures])] {
    let bands: [(String, Range<Double>)] = [
      ("no tempo", 0..<1e-9), ("below 90 bpm", 1e-9..<90), ("90-120 bpm", 90..<120), ("120-150 bpm", 120..<150),
      ("from 150 bpm", 150..<Double.infinity),
    ]
    let groups = bands.map { name, band in (name, tracks.filter { band.contains($0.tempo) }) }
    return [("all", tracks)] + groups.filter { !$0.1.isEmpty }
  }
}
