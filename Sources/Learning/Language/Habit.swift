import Glibc
import Shots

/// A number of a language that is fitted, on the scale on which its prior is normal.
struct Habit {
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
