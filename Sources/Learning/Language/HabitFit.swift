import Glibc
import Shots

/// Fits how long a maker's shots last and where they end: the language that makes edits likeliest, drawn to a prior.
///
/// Each number has a normal prior around that of the prior language (of its logarithm, if it is a factor), so that few
/// edits move it little. The likeliest is found number by number, each by parabolas through three values. The weight of a
/// beat is held meanwhile: only differences of weights say where cuts fall.
struct HabitFit {
  private var likelihood: CutLikelihood
  private var habits: [Habit]
  private let prior: FilmLanguage

  /// Fits to songs.
  ///
  /// - Parameter prior: What is taken for likely before any edit is seen; its vocabulary is that of the edits.
  init(_ songs: [EditedSong], prior: FilmLanguage) {
    var start = prior
    start.cuts.offBeat = Self.offBeat(of: prior)
    start.cuts.spread = max(prior.cuts.spread, Self.spread)
    likelihood = CutLikelihood(songs, by: start)
    habits = Habit.all(of: start, shots: likelihood.shots.map(\.shot))
    self.prior = prior
  }

  /// Where the prior cuts on beats alone, one cut in twenty off the beat is taken for likely, and this spread in seconds.
  private static let spread = 0.02
  private static func offBeat(of prior: FilmLanguage) -> Double { prior.cuts.offBeat ?? prior.cuts.beat - 1.9 }

  /// By so much a second between the beats outweighs a beat where cuts fall anywhere.
  private static let anywhere = 3.0

  /// At most this many rounds, until one gains less than this.
  private static let rounds = 12
  private static let leastGain = 0.02

  /// The likeliest language.
  mutating func fit() -> FilmLanguage {
    findLead()
    for _ in 0..<Self.rounds {
      var gain = 0.0
      for index in habits.indices {
        var habit = habits[index]
        gain += improve(&habit)
        habits[index] = habit
      }
      if gain < Self.leastGain { break }
    }
    return levelled(likelihood.language)
  }

  /// The standard deviation of a number around its likeliest value, all others held: by name, such as `lead`.
  var deviations: [String: Double] {
    Dictionary(uniqueKeysWithValues: habits.map { ($0.name, $0.uncertainty) })
  }

  /// Lead and spread together have hills of their own, so their best pair is looked for on a grid; a maker who does not heed
  /// beats has none.
  private mutating func findLead() {
    var starts = [likelihood.language]
    starts[0].cuts.offBeat = likelihood.language.cuts.beat + Self.anywhere
    for lead in stride(from: -0.24, through: 0.241, by: 0.04) {
      for spread in [0.01, 0.03, 0.1] {
        var language = likelihood.language
        language.cuts.lead = lead
        language.cuts.spread = spread
        starts.append(language)
      }
    }
    let values = starts.map { start in
      likelihood.sum(by: start, in: .cuts) + habits.reduce(0) { $0 + $1.prior(of: start) }
    }
    let best = values.indices.max { values[$0] < values[$1] } ?? 0
    likelihood.take(starts[best], in: .cuts)
  }

  /// Moves a number to the top of a parabola through three values, if that is better; gives what it gains.
  private mutating func improve(_ habit: inout Habit) -> Double {
    let language = likelihood.language
    let here = habit.get(language)
    func value(_ number: Double) -> Double {
      var changed = language
      habit.set(&changed, number)
      return likelihood.sum(by: changed, in: habit.scope) + habit.prior(of: changed)
    }
    let now = likelihood.sum(in: habit.scope) + habit.prior(of: language)
    let step = habit.step
    var tried = [here - step, here + step].map { ($0, value($0)) }
    let bend = tried[0].1 + tried[1].1 - 2 * now
    if bend < 0 {
      let top = here - step * (tried[1].1 - tried[0].1) / (2 * bend)
      habit.uncertainty = step / (-bend).squareRoot()
      let near = min(max(top, here - 5 * step), here + 5 * step)
      tried.append((near, value(near)))
    }
    guard let best = tried.max(by: { $0.1 < $1.1 }), best.1 > now else {
      habit.step = max(habit.least, step / 3)
      return 0
    }
    var changed = language
    habit.set(&changed, best.0)
    likelihood.take(changed, in: habit.scope)
    habit.step = max(habit.least, min(step, abs(best.0 - here)))
    return best.1 - now
  }

  /// The same language with the three weights of cuts moved together, so that a second of music has the mass that it has by
  /// the prior: what the decoder sets its marks and limits against.
  private func levelled(_ language: FilmLanguage) -> FilmLanguage {
    func mass(_ habits: CutHabits) -> Double {
      likelihood.songs.reduce(0) { $0 + CutField(habits, over: $1).mean }
    }
    var level = prior.cuts
    level.offBeat = level.offBeat ?? Self.offBeat(of: prior)
    let shift = Glibc.log(mass(level) / mass(language.cuts))
    var levelled = language
    levelled.cuts.beat += shift
    levelled.cuts.downbeat += shift
    levelled.cuts.offBeat = language.cuts.offBeat.map { $0 + shift }
    return levelled
  }
}

/// A number of a language that is fitted, on the scale on which its prior is normal.
private struct Habit {
  let name: String
  let get: (FilmLanguage) -> Double
  let set: (inout FilmLanguage, Double) -> Void
  let scope: CutLikelihood.Scope
  let centre: Double
  let deviation: Double
  /// How far to look to either side.
  var step: Double
  /// Never nearer than this.
  let least: Double
  var uncertainty: Double

  private init(
    _ name: String, of language: FilmLanguage, within deviation: Double, scope: CutLikelihood.Scope,
    least: Double? = nil,
    get: @escaping (FilmLanguage) -> Double, set: @escaping (inout FilmLanguage, Double) -> Void
  ) {
    self.name = name
    self.get = get
    self.set = set
    self.scope = scope
    self.deviation = deviation
    centre = get(language)
    step = deviation / 3
    self.least = least ?? deviation / 100
    uncertainty = deviation
  }

  func prior(of language: FilmLanguage) -> Double {
    let away = (get(language) - centre) / deviation
    return -away * away / 2
  }

  /// What is fitted: where cuts fall first, since lengths follow from it.
  static func all(of language: FilmLanguage, shots: [EditedShot]) -> [Habit] {
    func cut(_ name: String, _ path: WritableKeyPath<CutHabits, Double>, within deviation: Double, least: Double? = nil)
      -> Habit
    {
      Habit(
        name, of: language, within: deviation, scope: .cuts, least: least, get: { $0.cuts[keyPath: path] },
        set: { $0.cuts[keyPath: path] = $1 })
    }
    func length(
      _ name: String, _ shots: [Int], within deviation: Double, get: @escaping (FilmLanguage) -> Double,
      set: @escaping (inout FilmLanguage, Double) -> Void
    ) -> Habit {
      Habit(
        name, of: language, within: deviation, scope: .lengths(shots), get: { Glibc.log(get($0)) },
        set: { set(&$0, exp($1)) })
    }
    let all = Array(shots.indices)
    var habits = [
      cut("downbeat", \.downbeat, within: 1.5),
      Habit(
        "off_beat", of: language, within: 3, scope: .cuts, get: { $0.cuts.offBeat ?? 0 }, set: { $0.cuts.offBeat = $1 }),
      cut("section", \.section, within: 2), cut("cross", \.crossSection, within: 2),
      cut("even_bars", \.evenBars, within: 1), cut("lead", \.lead, within: 0.1, least: 0.002),
      Habit(
        "spread", of: language, within: 0.6, scope: .cuts, get: { Glibc.log($0.cuts.spread) },
        set: { $0.cuts.spread = exp($1) }),
      length("mean", all, within: 0.5, get: { $0.lengths.mean }, set: { $0.lengths.mean = $1 }),
      length("sigma", all, within: 0.3, get: { $0.lengths.sigma }, set: { $0.lengths.sigma = $1 }),
      Habit(
        "tempo", of: language, within: 0.3, scope: .lengths(all), get: { $0.lengths.tempo },
        set: { $0.lengths.tempo = $1 }),
    ]
    for (type, name) in language.vocabulary.types.enumerated() {
      let own = all.filter { shots[$0].type == type }
      habits.append(
        length(
          "types.\(name)", own, within: 0.25, get: { $0.lengths.byType[type] }, set: { $0.lengths.byType[type] = $1 }))
    }
    for role in Role.allCases {
      let own = all.filter { shots[$0].role == role }
      habits.append(
        length(
          "roles.\(role.rawValue)", own, within: 0.25, get: { $0.lengths.factor(of: role) },
          set: { $0.lengths.byRole[role] = $1 }))
    }
    return habits.filter { habit in
      if case .lengths(let shots) = habit.scope { !shots.isEmpty } else { true }
    }
  }
}
