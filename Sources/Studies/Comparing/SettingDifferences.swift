/// What the settings of runs differ in: seeds tell replicates apart, all else arms.
struct SettingDifferences {
  /// The parameter that tells replicates apart.
  static let seed = "seed"

  private let runs: [StudiedRun]
  /// By system: the settings that are not the same in all runs that have it.
  private let places: [String: [SettingPlace]]
  /// By run: which of the lists of songs, with their seconds, it scores.
  private let corpora: [Int]

  /// Whether all runs score the same songs, and as many seconds of each.
  var haveSameSongs: Bool { Set(corpora).count <= 1 }
  /// Whether runs score the same songs, but not as many seconds of each: labels that one counts, another leaves out.
  var differInSeconds: Bool {
    !haveSameSongs && Set(runs.map { $0.report.runs[0].songs.map(\.song) }).count <= 1
  }

  init(_ runs: [StudiedRun]) {
    self.runs = runs
    let systems = Set(runs.flatMap { $0.report.systems.map(\.name) })
    places = Dictionary(uniqueKeysWithValues: systems.map { ($0, Self.differing(in: runs, system: $0)) })
    var known: [[String]] = []
    corpora = runs.map { run in
      let songs = run.report.runs[0].songs.map { "\($0.song) \($0.seconds)" }
      if !known.contains(songs) { known.append(songs) }
      return known.firstIndex(of: songs) ?? 0
    }
  }

  private static func differing(in runs: [StudiedRun], system: String) -> [SettingPlace] {
    let settings = runs.filter { $0.report.settings[system] != nil }.map { $0.report.settings(of: system) }
    let all = Set(settings.flatMap(\.keys))
    return all.filter { place in Set(settings.map { $0[place] }).count > 1 }
      .sorted { ($0.stage, $0.turn, $0.name) < ($1.stage, $1.turn, $1.name) }
  }

  /// What a run repeats: its seeds, where runs differ in them, and its songs, where these differ.
  func replicate(of run: Int) -> String {
    var seeds: [SettingPlace: String] = [:]
    for (system, places) in places {
      let settings = runs[run].report.settings(of: system)
      for place in places where place.name == Self.seed { seeds[place] = settings[place] }
    }
    let text = Self.text(of: seeds, isShort: true)
    guard !haveSameSongs else { return text.isEmpty ? "1" : text }
    return (text.isEmpty ? [] : [text]).joined() + (text.isEmpty ? "" : ", ") + "songs \(corpora[run] + 1)"
  }

  /// The seeds of a system's own stages, and the songs it is scored on: where these are alike, it is one training. Those of
  /// a control are that of `evaluate`.
  func seeds(of system: String, in run: Int) -> String {
    let report = runs[run].report
    guard report.settings[system] != nil else { return "\(corpora[run]) \(report.runs[0].seed)" }
    let seeds = report.settings(of: system).filter { $0.key.name == Self.seed }
    return "\(corpora[run]) "
      + seeds.map { "\($0.key.stage).\($0.key.turn)=\($0.value)" }.sorted().joined(separator: " ")
  }

  /// What tells a system of a run from the same system of others; empty if nothing does.
  func variant(of system: String, in run: Int) -> String {
    let settings = runs[run].report.settings(of: system)
    var differences: [SettingPlace: String] = [:]
    for place in places[system] ?? [] where place.name != Self.seed { differences[place] = settings[place] ?? "–" }
    return [runs[run].label, Self.text(of: differences, isShort: false)].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// Settings in as few words as tell them: one of all its stages once.
  ///
  /// - Parameter isShort: Whether a value that is the only one stands alone.
  private static func text(of settings: [SettingPlace: String], isShort: Bool) -> String {
    let names = Set(settings.keys.map(\.name)).sorted()
    let parts = names.flatMap { name -> [String] in
      let found = settings.filter { $0.key.name == name }
      let values = Set(found.values)
      if values.count == 1, let value = values.first {
        if isShort, names.count == 1 { return [value] }
        let stages = Set(found.keys.map(\.stage))
        return ["\(stages.count == 1 ? "\(stages.first ?? "")." : "")\(name)=\(value)"]
      }
      return found.keys.sorted { ($0.stage, $0.turn) < ($1.stage, $1.turn) }.map {
        "\($0.stage)\($0.turn > 1 ? ".\($0.turn)" : "").\(name)=\(found[$0] ?? "")"
      }
    }
    return parts.joined(separator: ", ")
  }
}
