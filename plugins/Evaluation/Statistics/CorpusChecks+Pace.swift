import Glibc

extension CorpusChecks {
  /// Louder music, shorter shots.
  mutating func checkPace() {
    let sections = tracks.flatMap { $0.pace?.sections ?? [] }
    add(
      "r of level and shot length over sections", PaceMeasures.correlation(of: sections), "<= -0.6", isJudged: areMany
    ) { $0 <= -0.6 }
    let contrasts = songs.compactMap { $0.pace?.quietToLoud }
    let mean = contrasts.isEmpty ? nil : exp(contrasts.reduce(0, +) / Double(contrasts.count))
    add("shot length in the quiet third / loud third", mean, ">= 1.6", isJudged: areMany) { $0 >= 1.6 }
  }
}
