/// What tells the arms of a system apart: settings that are not the same in all runs. Seeds tell replicates apart, not arms.
struct Arms {
  /// The parameter that tells replicates apart.
  static let seed = "seed"

  private let places: [SettingPlace]

  /// The seeds that are not the same in all runs.
  var seeds: [SettingPlace] { places.filter { $0.name == Self.seed } }

  /// - Parameter settings: Those of the stages that made the system, of each run that has it.
  init(_ settings: [[SettingPlace: String]]) {
    places = Set(settings.flatMap(\.keys)).filter { place in Set(settings.map { $0[place] }).count > 1 }
      .sorted { ($0.stage, $0.turn, $0.name) < ($1.stage, $1.turn, $1.name) }
  }

  /// What an arm is called, such as `student.tau=4`; empty where there is one only.
  ///
  /// - Parameter settings: Those of one run.
  func name(with settings: [SettingPlace: String]) -> String {
    var differences: [SettingPlace: String] = [:]
    for place in places where place.name != Self.seed { differences[place] = settings[place] ?? "–" }
    return SettingPlace.text(of: differences, isShort: false)
  }
}
