import Glibc
import Learning
import Shots
import TestSupport

/// A number of a trial, and the range that it must lie in on every seed.
struct Measure {
  let name: String
  let allowed: ClosedRange<Double>
  let value: (Trial) -> Double

  private init(_ name: String, in allowed: ClosedRange<Double>, _ value: @escaping (Trial) -> Double) {
    self.name = name
    self.allowed = allowed
    self.value = value
  }

  /// What must be found of a maker: its own manner, its lengths, and that it foretells the maker better than the others.
  static func all(of maker: MadeEditor) -> [Measure] { manners(of: maker) + lengths(of: maker) + scores(of: maker) }

  private static func manners(of maker: MadeEditor) -> [Measure] {
    var measures: [Measure] = []
    if case .anywhere = maker.moments {
      measures.append(Measure("part of the weight on beats", in: 0...0.1) { onBeat($0.language.cuts) })
    } else {
      measures += [
        Measure("part of the weight on beats", in: 0.85...1) { onBeat($0.language.cuts) },
        Measure("lead in s", in: maker.lead - 0.005...maker.lead + 0.005) { $0.language.cuts.lead },
        Measure("spread in s", in: maker.spread - 0.004...maker.spread + 0.004) { $0.language.cuts.spread },
      ]
    }
    if case .evenBars = maker.moments {
      measures += [
        Measure("even_bars", in: 3...10) { $0.language.cuts.evenBars },
        Measure("downbeat over beat", in: 3...10) { $0.language.cuts.downbeat - $0.language.cuts.beat },
      ]
    }
    for type in maker.neverTwice {
      measures.append(Measure("close-up after close-up", in: 0...0) { $0.language.factor(from: type, to: type) })
    }
    let other = 1
    measures.append(
      maker.repeats
        ? Measure("MCU after MCU", in: 0.7...1.4) { $0.language.factor(from: other, to: other) }
        : Measure("repeats", in: 0...0) { $0.language.repeats ? 1 : 0 })
    return measures
  }

  private static func lengths(of maker: MadeEditor) -> [Measure] {
    // Whole bars follow the tempo, though the maker's wish does not.
    var tempo = -0.4...0.4
    if case .evenBars = maker.moments { tempo = -0.2...0.6 }
    // Head and shoulders are neither long nor short to any maker.
    let types = [(type: 0, name: "CU"), (type: 5, name: "XLS")].map { type, name in
      let factor = maker.byType[type]
      return Measure("\(name) length by MCU length", in: 0.8 * factor...1.2 * factor) {
        $0.language.lengths.byType[type] / $0.language.lengths.byType[1]
      }
    }
    return [
      Measure("mean length by that of the edits", in: 0.93...1.12) { $0.expected / $0.edited },
      Measure("sigma", in: maker.sigma - 0.1...maker.sigma + 0.1) { $0.language.lengths.sigma },
      Measure("tempo", in: tempo) { $0.language.lengths.tempo },
    ] + types
  }

  private static func scores(of maker: MadeEditor) -> [Measure] {
    let all = LanguageComparison.System.allCases
    let costs = all.map { system in
      Measure("nats/s, \(system.rawValue)", in: 0...10) { $0.comparison.perSecond(system) }
    }
    // Who does not heed the music is best told without it.
    var least = 0.0
    if case .anywhere = maker.moments { least = -0.03 }
    return costs + [
      Measure("gain over built-in", in: 0.2...10) { $0.comparison.gain(over: .builtIn).mean },
      Measure("gain over no-music", in: least...10) { $0.comparison.gain(over: .withoutMusic).mean },
      Measure("gain over bigram", in: 0.1...10) { $0.comparison.gain(over: .bigram).mean },
      Measure("gain over built-in by 3 edits", in: 0.2...10) { $0.few.gain(over: .builtIn).mean },
    ]
  }

  /// The part of the weight that lies on beats at 120 beats a minute, four to a bar.
  private static func onBeat(_ cuts: CutHabits) -> Double {
    let beats = 2 * (exp(cuts.downbeat) + 3 * exp(cuts.beat)) / 4
    return beats / (beats + exp(cuts.offBeat ?? -.infinity))
  }
}
