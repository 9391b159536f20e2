import Formats
import Learning
import Shots
import StageKit

/// What is told of a learned language: the head of its file, and a table for programs.
struct LanguageReport {
  private let learned: LearnedLanguage
  private let facts: EditFacts
  private let comparison: LanguageComparison?
  private let songs: Int

  init(_ learned: LearnedLanguage, facts: EditFacts, comparison: LanguageComparison?, songs: Int) {
    self.learned = learned
    self.facts = facts
    self.comparison = comparison
    self.songs = songs
  }

  /// The lines at the head of the language's file.
  var title: [String] {
    let steps = facts.steps.map(Self.percent).joined(separator: " ")
    return [
      "A film language learned from \(songs) edit\(songs == 1 ? "" : "s") of \(facts.shots) shots; see cuts' `language`.",
      "Shots last \(facts.mean.fixed(2)) s on average; \(Self.percent(facts.onBeat.cuts)) % of the cuts lie within 70 ms of "
        + "a beat, \(Self.percent(facts.onBeat.chance)) % of the time does.",
      "Of the cuts between sizes, \(steps) % are 0, 1, 2, 3, 4 and more sizes apart.",
    ] + (comparison.map { ["On edits held out: \(scores(of: $0))."] } ?? [])
  }

  private func scores(of comparison: LanguageComparison) -> String {
    LanguageComparison.System.allCases
      .map { "\($0.rawValue) \(comparison.perSecond($0).fixed(3))" }.joined(separator: ", ") + " nats per second"
  }

  /// Rows of what is told, its name, its value and the value's standard error or deviation.
  var table: String {
    var rows: [(what: String, name: String, value: Double, error: Double?)] = []
    if let comparison {
      for system in LanguageComparison.System.allCases {
        rows.append(("nats per second", system.rawValue, comparison.perSecond(system), nil))
      }
      for system in [LanguageComparison.System.learned, .builtIn, .withoutMusic] {
        rows.append(("nats per second for cuts", system.rawValue, comparison.perSecond(system, \.cuts), nil))
        rows.append(("nats per second for types", system.rawValue, comparison.perSecond(system, \.types), nil))
      }
      for system in LanguageComparison.System.allCases where system != .learned {
        let gain = comparison.gain(over: system)
        rows.append(("nats per second less than", system.rawValue, gain.mean, gain.error))
      }
    }
    rows += [
      ("counted", "songs", Double(songs), nil), ("counted", "shots", Double(facts.shots), nil),
      ("counted", "mean length", facts.mean, nil), ("counted", "cuts on a beat", facts.onBeat.cuts, nil),
      ("counted", "on a beat by chance", facts.onBeat.chance, nil),
    ]
    rows += facts.steps.enumerated().map { ("counted", "cuts \($0.offset) sizes apart", $0.element, nil) }
    rows += learned.deviations.sorted { $0.key < $1.key }.map { ("deviation", $0.key, $0.value, nil) }
    return CSV.head(["what", "name", "value", "error"])
      + rows.map { CSV.line([$0.what, CSV.field($0.name), $0.value.fixed(4), $0.error?.fixed(4) ?? ""]) }.joined()
  }

  private static func percent(_ share: Double) -> String { String(Int((100 * share).rounded())) }
}
