import Shots
import StageKit

/// The settings of `cuts`, read once.
struct CutSettings: Sendable {
  /// The rate that cuts are rounded to.
  let rate: FrameRate
  /// What the first frame's timecode is.
  let start: PlanStart
  /// The shortest shot in seconds.
  let shortest: Double
  /// The longest shot in seconds.
  let longest: Double
  /// The shortest and the longest shot in frames.
  let lengths: ClosedRange<Int>
  let mode: DecodingMode
  /// What a drawn plan hangs on; `nil` for the track's content.
  let seed: UInt64?
  /// A former plan, whose locked shots stay.
  let locked: TrackFile?
  /// What is wanted of the films.
  let briefs: CutBriefs
  /// How many plans are drawn, of which the best is taken.
  let takes: Int
  /// How many times longer shots are in quiet than in loud passages.
  let pace: Double
  /// What a cut on a mark adds to the logarithm of a path's weight.
  let cutMark: Double
  /// Share of the onsets off the beat that may be cuts.
  let onsetShare: Double
  /// Bars shorter than this, in seconds, are counted in pairs.
  let shortestBar: Double
  /// How much the prediction of types weighs.
  let kappa: Double
  /// Power that the prediction's probabilities are raised to.
  let sharpness: Double
  /// What the logarithms of a type's weights are divided by where plans are drawn.
  let temperature: Double
  /// The part of the likeliest type's probability below which a type is not drawn.
  let floor: Double
  /// Seconds after the last wide chance from which a section's start asks for a wide shot.
  let reestablish: Double

  private let settings: Settings
  private let written: FilmLanguage?

  /// The settings of the stage.
  ///
  /// - Throws: ``Failure`` for limits that cannot divide every track, a start that is no timecode at the rate, or a
  ///   language or brief that cannot be read.
  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    rate = settings[Cuts.rate]
    shortest = settings[Cuts.shortest]
    longest = settings[Cuts.longest]
    lengths = try ShotLimits.lengths(rate: rate, shortest: shortest, longest: longest)
    switch settings[Cuts.start] {
    case nil: start = .firstHour
    case "file": start = .file
    case let text?: start = .at(try Timecode(text, rate: rate))
    }
    mode = settings[Cuts.mode]
    seed = settings[Cuts.seed].map(UInt64.init)
    locked = settings[Cuts.locked]
    briefs = try CutBriefs(settings)
    takes = settings[Cuts.takes]
    pace = settings[Cuts.pace] ?? settings[Cuts.style]?.pace ?? CutStyle.concert.pace
    cutMark = settings[Cuts.cutMark]
    onsetShare = settings[Cuts.onsetCandidates]
    shortestBar = settings[Cuts.barMin]
    kappa = settings[Cuts.kappa]
    sharpness = settings[Cuts.sharpness]
    temperature = mode == .sample ? settings[Cuts.temperature] : 1
    floor = settings[Cuts.floor]
    reestablish = settings[Cuts.reestablish]
    written = if let file = settings[Cuts.language] { try FilmLanguageFile.language(of: file) } else { nil }
  }

  /// The film language for a prediction's columns: the file's or the built-in one, with what the settings say in place of
  /// its numbers.
  ///
  /// - Throws: ``Failure`` if the language lacks one of the types, or the shares name another one.
  func language(for types: [String]) throws(Failure) -> FilmLanguage {
    let spoken = if let written { written } else { try FilmLanguage.builtIn(for: types) }
    var language = try spoken.arranged(for: types)
    language.lengths.mean = settings[Cuts.asl] ?? settings[Cuts.style]?.meanLength ?? language.lengths.mean
    language.lengths.tempo = settings[Cuts.tempoExp] ?? language.lengths.tempo
    language.lengths.sigma = settings[Cuts.sigma] ?? language.lengths.sigma
    language.cuts.downbeat = settings[Cuts.cutDownbeat] ?? language.cuts.downbeat
    language.cuts.beat = settings[Cuts.cutBeat] ?? language.cuts.beat
    language.cuts.section = settings[Cuts.cutSection] ?? language.cuts.section
    language.cuts.crossSection = settings[Cuts.crossSection] ?? language.cuts.crossSection
    language.cuts.lead = settings[Cuts.lead] ?? language.cuts.lead
    language.aba = settings[Cuts.aba] ?? language.aba
    if let rule = settings[Cuts.repeats] { language = language.with(rule) }
    if let shares = settings[Cuts.share] { language.limits = try shares.columns(in: language.vocabulary) }
    return language
  }
}

/// How `cuts` chooses among the ways to cut a track.
enum DecodingMode: String, Choice {
  /// The plan that the model finds likeliest.
  case best
  /// A plan drawn with the model's probabilities, by a seed.
  case sample
  /// The likeliest type of each second, without the model; no limits on lengths.
  case frames
}

/// How fast a film is cut, and how far that follows the music.
///
/// Published means of real edits beside them: calm, 5.8 to 7.5 s in one maker's own multicamera films and 5 s in live
/// music; concert, 3.61 s in 61 concerts; clip, about 2 s in pop videos and 1.57 s in one of 1987. Sources:
/// `plugins/Rules.md`.
enum CutStyle: String, Choice {
  case calm
  case concert
  case clip

  /// The mean length of a shot in seconds at 120 beats a minute, before roles.
  var meanLength: Double {
    switch self {
    case .calm: 5.4
    case .concert: 3.6
    case .clip: 2.2
    }
  }

  /// How many times longer shots are in quiet than in loud passages: fast films have little room.
  var pace: Double {
    switch self {
    case .calm: 2.2
    case .concert: 2
    case .clip: 1.6
    }
  }
}
