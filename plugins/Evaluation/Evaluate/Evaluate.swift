import Learning
import Shots
import StageKit

/// `evaluate`: scores systems on songs that none of them has learned from, beside controls that hear no music.
struct Evaluate: CorpusStage {
  static let truth = Input<ShotLabels>("truth", "The labelled shots.")
  static let types = ListInput<Frames>("types", "Systems that give a probability per shot type and second.")
  static let paths = ListInput<Frames>(
    "paths", isRequired: false, "Systems that give a sequence: 1 for the type of each second.")
  static let rounds = ListInput<RoundRows>(
    "rounds", isRequired: false, "Systems by round of interactive learning: a row for each round.")
  static let history = ListInput<Document>(
    "history", isRequired: false, "How networks learned, for the report's curves.")
  static let teacher = OptionalInput<Frames>(
    "teacher",
    "The probabilities that a student is taught by: right on nearly all training songs, they say little there that labels "
      + "do not.")
  static let baseline = OptionalInput<Frames>(
    "baseline", "Those of the 1 s assistant: where the teacher is hardly better, there is little to distil.")
  static let student = OptionalInput<Frames>(
    "student", "Those of the student: how sure it is of songs that it learned, beside others.")

  static let report = Output<Document>("report", fileExtension: "json", "All numbers, for programs.")
  static let page = Output<Document>("page", fileExtension: "html", "Tables, curves and lanes, for people.")

  static let rows = Parameter<[String]>(
    "rows", default: [], "Names of the systems, types first and then paths; by default as the pipeline refers to them.")
  static let compare = Parameter<[String]>(
    "compare", default: [], "Pairs of rows whose differences are shown song by song, such as `RNN-KD - hRNN`.")
  static let part = Parameter("part", default: TrackPart.test, "The songs that are scored.")
  static let title = Parameter("title", default: "Shot types from music", "The report's title.")
  static let songs = Parameter("songs", default: 6, in: 0...1000, "How many songs are drawn as lanes.")
  static let insertion = Parameter(
    "insertion", default: 7, in: 0...1000, "The cost of a shot too many in the alignment.")
  static let deletion = Parameter("deletion", default: 7, in: 0...1000, "The cost of a missing shot in the alignment.")

  static let seed = Parameter(
    "seed", default: 1, in: 0...9_007_199_254_740_991, "What the draw from the bigram depends on.")

  static let declaration = StageDeclaration(
    id: "evaluate", revision: 10,
    doc: "Scores systems on songs they have not learned from, beside the majority class and a draw from the bigram.",
    source: "Lin et al., ACM MM 2020: ASC, TSC-AC, DST-AC, DS; alignment as HTK's HResults",
    inputs: [truth, types, paths, rounds, history, teacher, baseline, student], outputs: [report, page],
    parameters: [rows, compare, part, title], advanced: [songs, insertion, deletion, seed])

  private let settings: Settings
  private let pairs: [RowPair]

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    var pairs: [RowPair] = []
    for text in settings[Self.compare] { pairs.append(try RowPair(text)) }
    self.pairs = pairs
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let systems = inputs[Self.types] + inputs[Self.paths]
    let types = try inputs[Self.truth].columns
    for format in systems { try format.require(types: types) }
    let given = settings[Self.rows]
    guard given.isEmpty || given.count == systems.count else {
      throw Failure("has \(given.count) `rows` for \(systems.count) systems", remedy: "name each, types first")
    }
    let wires = inputs[namesOn: Self.types] + inputs[namesOn: Self.paths]
    let names = (given.isEmpty ? wires : given) + Controls.names
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw Failure("has two rows of the name '\(twice)'", remedy: "name each system in `rows`")
    }
    for pair in pairs { _ = try pair.places(among: names) }
    return FrameFormats()
  }

  /// Labels of the songs that teach the controls, that are scored, and that tell what there is to distil; predictions of
  /// the last two, and what teacher and student say of the songs that were learned from.
  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool {
    switch input.name {
    case Self.truth.name: part == .training || part == .validation || part == settings[Self.part]
    case Self.types.name, Self.paths.name, Self.rounds.name: part == settings[Self.part]
    case Self.teacher.name, Self.student.name: part == .training || part == .validation
    case Self.baseline.name: part == .validation
    default: true
    }
  }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let labelled = corpus.tracks.first { $0.part != .unlabelled && takes(Self.truth, of: $0.part) }
    guard let labelled else { throw nothingToScore }
    let vocabulary = try corpus.inputs(of: labelled)[Self.truth].vocabulary
    var scoring = Scoring(
      vocabulary: vocabulary,
      costs: AlignmentCosts(insertion: settings[Self.insertion], deletion: settings[Self.deletion]),
      names: settings[Self.rows],
      lineages: context.lineages,
      controls: Controls(try language(of: corpus, vocabulary), seed: UInt64(settings[Self.seed])),
      lanes: settings[Self.songs])
    var gap = TeacherGap(types: vocabulary.count)
    for track in corpus.tracks {
      try context.checkCancellation()
      let isScored = track.part == settings[Self.part]
      guard isScored || track.part == .training || track.part == .validation else { continue }
      let inputs = try corpus.inputs(of: track)
      try gap.add(inputs, of: track.part)
      if isScored { try scoring.add(inputs, of: track) }
    }
    guard !scoring.songs.isEmpty else { throw nothingToScore }
    let report = try report(scoring, gap, vocabulary, of: corpus)
    for warning in gap.warnings { context.warn(warning) }
    var outputs = Artifacts()
    outputs[Self.report] = Document(text: try report.json())
    outputs[Self.page] = report.page
    return outputs
  }

  private var nothingToScore: Failure {
    Failure(
      "there is no labelled song in the \(settings[Self.part].rawValue) part",
      remedy: "give `source.split` such a part")
  }

  /// The film language of the training songs.
  private func language(of corpus: any Corpus, _ vocabulary: Vocabulary) throws -> ShotLanguage {
    let songs = try corpus.tracks.filter { $0.part == .training }.map { track in
      try corpus.inputs(of: track)[Self.truth].types(by: .second)
    }
    return ShotLanguage(songs: songs, types: vocabulary.count)
  }

  private func report(
    _ scoring: Scoring, _ gap: TeacherGap, _ vocabulary: Vocabulary, of corpus: any Corpus
  ) throws -> LearningReport {
    let curves = try curves(in: corpus.shared)
    let systems = scoring.systems
    let comparisons = try pairs.map { pair in
      let places = try pair.places(among: systems.map(\.name))
      return SystemComparison(systems[places.first], minus: systems[places.second])
    }
    return LearningReport(
      title: settings[Self.title], vocabulary: vocabulary, part: settings[Self.part],
      parts: Dictionary(grouping: corpus.tracks, by: \.part).mapValues { $0.map(\.name) },
      seed: UInt64(settings[Self.seed]), songs: scoring.songs, systems: systems, comparisons: comparisons,
      seen: gap.seen, curves: curves, notes: gap.notes + curves.compactMap(\.keptRound), warnings: gap.warnings)
  }

  private func curves(in shared: Artifacts) throws -> [LearningCurve] {
    try shared[Self.history].flatMap { history in
      try JSONForm.decoded([LearningCurve].self, from: history.value.bytes()).map {
        $0.named(after: history.stage ?? history.name)
      }
    }
  }
}

extension LearningCurve {
  /// Which round of a loop was kept, in a sentence; `nil` for other curves.
  fileprivate var keptRound: String? {
    guard axis == .round, name.hasSuffix(Self.studentByRound), let best, let last = points.last?.step else {
      return nil
    }
    let loop = name.dropLast(Self.studentByRound.count + 2)
    let given = "its student and assistants are those that it was given"
    guard last > 0 else { return "\(loop) came to the end of no round: \(given)." }
    let kept = best == 0 ? given : "validation error and NLL by round are below"
    return "\(loop) kept round \(best) of \(last): \(kept)."
  }
}
