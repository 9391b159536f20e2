import Glibc
import Learning
import Shots
import TestSupport

/// A number of a trial, and the range that it must lie in on every seed.
struct Measure {
  let name: String
  let allowed: ClosedRange<Double>
  let value: (Trial) -> Double

  init(_ name: String, in allowed: ClosedRange<Double>, _ value: @escaping (Trial) -> Double) {
    self.name = name
    self.allowed = allowed
    self.value = value
  }

  static func all(of maker: MadeEditor) -> [Measure] {
    return [
      Measure("lead in s", in: -10...10) { $0.language.cuts.lead },
      Measure("spread in s", in: 0...10) { $0.language.cuts.spread },
      Measure("downbeat", in: -100...100) { $0.language.cuts.downbeat },
      Measure("beat", in: -100...100) { $0.language.cuts.beat },
      Measure("off beat", in: -100...100) { $0.language.cuts.offBeat ?? -99 },
      Measure("section", in: -100...100) { $0.language.cuts.section },
      Measure("cross", in: -100...100) { $0.language.cuts.crossSection },
      Measure("even", in: -100...100) { $0.language.cuts.evenBars },
      Measure("mean", in: -100...100) { $0.language.lengths.mean },
      Measure("asl edits", in: -100...100) { $0.edited },
      Measure("asl language", in: -100...100) { $0.expected },
      Measure("sigma", in: -100...100) { $0.language.lengths.sigma },
      Measure("tempo", in: -100...100) { $0.language.lengths.tempo },
      Measure("CU after CU", in: -100...100) { $0.language.factor(from: 0, to: 0) },
      Measure("MCU after MCU", in: -100...100) { $0.language.factor(from: 1, to: 1) },
      Measure("CU", in: -100...100) { $0.language.lengths.byType[0] },
      Measure("XLS", in: -100...100) { $0.language.lengths.byType[5] },
      Measure("chorus", in: -100...100) { $0.language.lengths.byRole[.chorus] ?? 0 },
      Measure("intro", in: -100...100) { $0.language.lengths.byRole[.intro] ?? 0 },
      Measure("aba", in: -100...100) { $0.language.aba },
      Measure("learned", in: -100...100) { $0.comparison.perSecond(.learned) },
      Measure("builtin", in: -100...100) { $0.comparison.perSecond(.builtIn) },
      Measure("no music", in: -100...100) { $0.comparison.perSecond(.withoutMusic) },
      Measure("bigram", in: -100...100) { $0.comparison.perSecond(.bigram) },
      Measure("bigram s", in: -100...100) { $0.comparison.perSecond(.bigramBySecond) },
      Measure("learned cuts", in: -100...100) { $0.comparison.perSecond(.learned, \.cuts) },
      Measure("builtin cuts", in: -100...100) { $0.comparison.perSecond(.builtIn, \.cuts) },
      Measure("few", in: -100...100) { $0.few.perSecond(.learned) },
    ]
  }
}
