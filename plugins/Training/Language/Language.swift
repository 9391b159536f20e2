import Learning
import Shots
import StageKit

/// `language`: how the maker of some edits cuts, as a file that `cuts` cuts by.
struct Language: CorpusStage {
  static let truth = Input<ShotLabels>("truth", "The labelled shots of edits by one maker, over any vocabulary.")
  static let beats = Input<Events>("beats", "Beats, which the maker may or may not heed.")
  static let downbeats = OptionalInput<Events>("downbeats", "First beats of bars.")
  static let sections = OptionalInput<Events>("sections", "Sections with roles as labels.")
  static let tempo = OptionalInput<Number>("tempo", "Beats per minute, which lengths may follow; 0 for none.")
  static let language = Output<Document>(
    "language", fileExtension: "language.yaml", "The maker's film language, for `cuts` and to read and change.")
  static let report = Output<Document>(
    "report", fileExtension: "csv",
    "How well it foretells edits that it has not seen, beside others; what was counted, and how sure the numbers are.")

  static let prior = Parameter<SettingFile?>(
    "prior", default: nil,
    "The language that few edits are drawn to, of the same types; by default the concert language for its own types, else "
      + "one that says nothing of types.")
  static let folds = Parameter(
    "folds", default: 5, in: 2...100,
    "Parts of the edits, each scored by what the others teach; no more than there are songs or groups of songs.")
  static let seed = Parameter(
    "seed", default: 1, in: 0...9_007_199_254_740_991, "What the deal into parts depends on.")

  static let declaration = StageDeclaration(
    id: "language", revision: 1,
    doc:
      "Learns a film language from labelled edits: which types follow each other, how long shots last, and where in the music they end.",
    source:
      "Lin et al., ACM MM 2020 (film language); segments and cuts as a semi-Markov chain after Galvane 2015; The rules of directing, in the manual",
    inputs: [truth, beats, downbeats, sections, tempo], outputs: [language, report],
    parameters: [prior], advanced: [folds, seed])

  private let settings: Settings
  private let prior: FilmLanguage?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    prior = try settings[Self.prior].map { file throws(Failure) in try FilmLanguageFile.language(of: file) }
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let types = try inputs[Self.truth].columns
    guard let prior, prior.vocabulary.types != types else { return FrameFormats() }
    throw Failure(
      "the prior's types are \(prior.vocabulary.types.joined(separator: " ")), those of the labels are "
        + types.joined(separator: " "),
      remedy: "give `labels` and the prior one list of types, in one order")
  }

  /// Songs that are only scored teach nothing.
  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { part == .training || part == .validation }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let tracks = corpus.tracks.filter { takes(Self.truth, of: $0.part) }
    var songs: [EditedSong] = []
    var vocabulary = Vocabulary.concert
    for track in tracks {
      try context.checkCancellation()
      let inputs = try corpus.inputs(of: track)
      let labels = try inputs[Self.truth]
      vocabulary = labels.vocabulary
      songs.append(
        EditedSong(
          labels.shots, beats: try inputs[Self.beats].times, downbeats: inputs[Self.downbeats]?.times ?? [],
          sections: try SectionMap(inputs[Self.sections]), tempo: inputs[Self.tempo]?.value))
    }
    guard !songs.isEmpty else {
      throw Failure("there is no labelled song to learn from", remedy: "write labels beside the songs")
    }
    let prior = prior ?? LearnedLanguage.prior(for: vocabulary)
    let learned = LearnedLanguage(songs, prior: prior)
    let report = LanguageReport(
      learned, facts: EditFacts(songs, language: learned.language),
      comparison: try comparison(songs, of: tracks, prior: prior, in: context), songs: songs.count)
    var outputs = Artifacts()
    outputs[Self.language] = Document(text: learned.language.text(title: report.title))
    outputs[Self.report] = Document(text: report.table)
    return outputs
  }

  /// The language's score on songs held out; `nil` if there are too few.
  private func comparison(
    _ songs: [EditedSong], of tracks: [TrackInfo], prior: FilmLanguage, in context: CorpusContext
  ) throws -> LanguageComparison? {
    let split = tracks.map { SplitSong(name: $0.id, content: $0.hash, group: $0.group) }
    let seed = UInt64(settings[Self.seed])
    let folds = (2...settings[Self.folds]).reversed().lazy.compactMap { try? Folds(split, count: $0, seed: seed) }.first
    guard let folds else {
      context.warn("one song, or one group of songs, cannot be held out: the report has no scores")
      return nil
    }
    let numbers = folds.names.map { names in tracks.indices.filter { names.contains(tracks[$0].id) } }
    return try LanguageComparison(songs, folds: numbers, prior: prior, check: context.checkCancellation)
  }
}
