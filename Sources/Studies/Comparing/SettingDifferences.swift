/// What the settings of runs differ in: seeds tell replicates apart, all else arms.
struct SettingDifferences {
  private let runs: [StudiedRun]
  /// By system: what tells its arms apart.
  private let arms: [String: Arms]
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
    arms = Dictionary(
      uniqueKeysWithValues: systems.map { system in
        let known = runs.filter { $0.report.settings[system] != nil }
        return (system, Arms(known.map { $0.report.settings(of: system) }))
      })
    var known: [[String]] = []
    corpora = runs.map { run in
      let songs = run.report.runs[0].songs.map { "\($0.song) \($0.seconds)" }
      if !known.contains(songs) { known.append(songs) }
      return known.firstIndex(of: songs) ?? 0
    }
  }

  /// What a run repeats: its seeds, where runs differ in them, and its songs, where these differ.
  func replicate(of run: Int) -> String {
    var seeds: [SettingPlace: String] = [:]
    for (system, arms) in arms {
      let settings = runs[run].report.settings(of: system)
      for place in arms.seeds { seeds[place] = settings[place] }
    }
    let text = SettingPlace.text(of: seeds, isShort: true)
    guard !haveSameSongs else { return text.isEmpty ? "1" : text }
    return (text.isEmpty ? [] : [text]).joined() + (text.isEmpty ? "" : ", ") + "songs \(corpora[run] + 1)"
  }

  /// The seeds of a system's own stages, and the songs it is scored on: where these are alike, it is one training. Those of
  /// a control are that of `evaluate`.
  func seeds(of system: String, in run: Int) -> String {
    let report = runs[run].report
    guard report.settings[system] != nil else { return "\(corpora[run]) \(report.runs[0].seed)" }
    let seeds = report.settings(of: system).filter { $0.key.name == Arms.seed }
    return "\(corpora[run]) "
      + seeds.map { "\($0.key.stage).\($0.key.turn)=\($0.value)" }.sorted().joined(separator: " ")
  }

  /// What tells a system of a run from the same system of others; empty if nothing does.
  func variant(of system: String, in run: Int) -> String {
    let arm = arms[system]?.name(with: runs[run].report.settings(of: system))
    return [runs[run].label, arm].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
