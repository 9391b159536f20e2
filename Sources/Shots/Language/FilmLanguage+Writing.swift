import StageKit

extension FilmLanguage {
  /// The language as the text of a file that ``FilmLanguageFile`` reads back as the same language.
  ///
  /// - Parameter title: What the comment at its head says, line by line.
  public func text(title: [String]) -> String {
    let steps = stepFactors
    var lines = title.map { "# \($0)" }
    lines.append("types: \(list(vocabulary.types))")
    if !vocabulary.scale.isEmpty { lines.append("scale: \(list(vocabulary.scale))") }
    if !vocabulary.aliases.isEmpty {
      lines.append(
        "map: {\(vocabulary.aliases.sorted { $0.key < $1.key }.map { "\(quoted($0)): \(quoted($1))" }.joined(separator: ", "))}"
      )
    }
    lines.append("shares: \(map(shares))")
    if !limits.isEmpty {
      let parts = limits.sorted { $0.key < $1.key }.map { type, share in
        "\(quoted(vocabulary.types[type])): [\(share.lowerBound.text), \(share.upperBound.text)]"
      }
      lines.append("limits: {\(parts.joined(separator: ", "))}")
    }
    lines.append("opening: \(map(opening))")
    if !openings.isEmpty {
      lines.append("openings:")
      for (role, allowed) in ordered(openings) {
        lines.append("  \(role.rawValue): \(list(zip(vocabulary.types, allowed).filter(\.1).map(\.0)))")
      }
    }
    lines += ["repeat: \(repeats ? "allow" : "forbid")", "aba: \(aba.text)"]
    if !steps.isEmpty { lines.append("steps: [\(steps.map(\.text).joined(separator: ", "))]") }
    let rows = vocabulary.types.indices.map { ($0, unlike(steps, after: $0)) }.filter { !$0.1.isEmpty }
    if !rows.isEmpty { lines.append("pairs:") }
    for (last, pairs) in rows {
      lines.append("  \(quoted(vocabulary.types[last])): {\(pairs.joined(separator: ", "))}")
    }
    lines += [
      "lengths:", "  mean: \(lengths.mean.text) s", "  sigma: \(lengths.sigma.text)", "  tempo: \(lengths.tempo.text)",
      "  types: \(map(lengths.byType))",
      "  roles: {\(ordered(lengths.byRole).map { "\($0.rawValue): \($1.text)" }.joined(separator: ", "))}",
      "cuts:", "  section: \(cuts.section.text)", "  downbeat: \(cuts.downbeat.text)", "  beat: \(cuts.beat.text)",
      "  cross: \(cuts.crossSection.text)", "  off_beat: \(cuts.offBeat?.text ?? "never")",
      "  even_bars: \(cuts.evenBars.text)", "  lead: \(cuts.lead.text) s", "  spread: \(cuts.spread.text) s",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// By how many sizes apart, from 1: the factor that most pairs have; the smaller of equally frequent ones.
  private var stepFactors: [Double] {
    guard vocabulary.scale.count > 1 else { return [] }
    var counts = Array(repeating: [Double: Int](), count: vocabulary.scale.count - 1)
    for last in vocabulary.types.indices {
      for next in vocabulary.types.indices where last != next {
        guard let step = step(from: last, to: next) else { continue }
        counts[step - 1][factor(from: last, to: next), default: 0] += 1
      }
    }
    return counts.map { $0.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 1 }
  }

  /// The pairs of a type whose factors are not those of the steps.
  private func unlike(_ steps: [Double], after last: Int) -> [String] {
    vocabulary.types.indices.compactMap { next in
      let factor = factor(from: last, to: next)
      let usual = last == next ? (repeats ? 1 : 0) : step(from: last, to: next).map { steps[$0 - 1] } ?? 1
      return factor == usual ? nil : "\(quoted(vocabulary.types[next])): \(factor.text)"
    }
  }

  private func list(_ names: [String]) -> String { "[\(names.map(quoted).joined(separator: ", "))]" }

  private func map(_ values: [Double]) -> String {
    "{\(zip(vocabulary.types, values).map { "\(quoted($0)): \($1.text)" }.joined(separator: ", "))}"
  }

  private func ordered<Value>(_ values: [Role: Value]) -> [(Role, Value)] {
    Role.allCases.compactMap { role in values[role].map { (role, $0) } }
  }

  /// A name as YAML reads it back, whatever is in it.
  private func quoted(_ name: String) -> String {
    name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      ? name : "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
