import Glibc
import Shots

extension CorpusChecks {
  /// Louder music, shorter shots.
  mutating func checkPace() {
    // Each section stands against its own track, so that all tracks together have a mean of 0.
    let sections = tracks.flatMap { $0.pace?.sections ?? [] }.map { ($0.level, $0.length) }
    add(
      "r of level and shot length over sections", PlanMeasures.correlation(of: sections), "<= -0.6", isJudged: areMany
    ) { $0 <= -0.6 }
    let contrasts = songs.compactMap { $0.pace?.quietToLoud }
    let mean = contrasts.isEmpty ? nil : exp(contrasts.reduce(0, +) / Double(contrasts.count))
    add("shot length in the quiet third / loud third", mean, ">= 1.6", isJudged: areMany) { $0 >= 1.6 }
  }
}
