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
