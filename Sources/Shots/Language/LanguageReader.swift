import Formats
import StageKit

/// Reads what a file says of a language, over a vocabulary that is known; whatever is wrong is reported, and left as it was.
struct LanguageReader {
  private(set) var report: Diagnostics
  private let vocabulary: Vocabulary
  private let values: [String: Node.Entry]

  init(_ vocabulary: Vocabulary, values: [String: Node.Entry], report: Diagnostics) {
    self.vocabulary = vocabulary
    self.values = values
    self.report = report
  }

  mutating func language() -> FilmLanguage {
    var language = FilmLanguage.neutral(vocabulary)
    if let shares = chances(.shares) { language.shares = shares }
    readLimits(&language)
    if let opening = chances(.opening) { language.opening = opening }
    readOpenings(&language)
    if let entry = entry(.repeat) { language.repeats = choice(entry, among: FilmLanguageFile.repeats) == "allow" }
    if let entry = entry(.aba) { language.aba = number(entry, unit: .logWeight, in: FilmLanguageFile.aba) ?? 0 }
    readSteps(&language)
    readPairs(&language)
    if let entry = entry(.lengths) { readLengths(entry, &language.lengths) }
    if let entry = entry(.cuts) { readCuts(entry, &language.cuts) }
    return language
  }

  private func entry(_ key: FilmLanguageFile.Key) -> Node.Entry? { values[key.rawValue] }

  // MARK: Types

  private mutating func readLimits(_ language: inout FilmLanguage) {
    guard let entry = entry(.limits) else { return }
    do throws(Failure) {
      language.limits = try TypeShares(RawSetting(entry.value), unit: nil).columns(in: vocabulary)
    } catch {
      report.error(entry.value.mark, "`limits`: \(error.description)")
    }
  }

  private mutating func readOpenings(_ language: inout FilmLanguage) {
    guard let entry = entry(.openings) else { return }
    for entry in entry.value.entries(of: "`openings`", form: "a mapping of roles to types", report: &report) ?? [] {
      guard let role = role(entry) else { continue }
      guard let names = entry.value.texts else {
        report.error(entry.value.mark, "`\(role.rawValue)` must be a list of shot types, found \(entry.value.noun)")
        continue
      }
      var allowed = vocabulary.types.map { _ in false }
      for name in names { if let type = type(name, of: "`\(role.rawValue)`") { allowed[type] = true } }
      language.openings[role] = allowed
    }
  }

  /// Factors by how many sizes apart two types are. Types are one size apart at least, unless they may repeat.
  private mutating func readSteps(_ language: inout FilmLanguage) {
    var factors: [Double] = []
    if let entry = entry(.steps) {
      guard case .sequence(let nodes) = entry.value.content, !nodes.isEmpty else {
        report.error(
          entry.value.mark, "`steps` must be a list of factors such as [0.5, 1, 0.8], found \(entry.value.noun)")
        return
      }
      factors = nodes.compactMap { number($0, of: "`steps`", in: FilmLanguageFile.factors) }
    }
    for last in vocabulary.types.indices {
      for next in vocabulary.types.indices {
        let place = last * vocabulary.count + next
        if last == next {
          language.follows[place] = language.repeats ? 1 : 0
        } else if let step = language.step(from: last, to: next), let farthest = factors.last {
          language.follows[place] = step <= factors.count ? factors[step - 1] : farthest
        }
      }
    }
  }

  private mutating func readPairs(_ language: inout FilmLanguage) {
    guard let entry = entry(.pairs) else { return }
    let form = "a mapping of types to mappings such as {LS: {ADS: 0.5}}"
    for row in entry.value.entries(of: "`pairs`", form: form, report: &report) ?? [] {
      guard let last = type(row.key, of: "`pairs`") else { continue }
      for (next, factor, mark) in factors(row, unlike: form) {
        if last == next, !language.repeats, factor > 0 {
          report.error(
            mark, "`\(row.key.value)` may not follow itself where `repeat` is `forbid`; write `repeat: allow`")
        } else {
          language.follows[last * vocabulary.count + next] = factor
        }
      }
    }
  }

  /// Chances by type, scaled to the sum of 1; 0 for types that are not named.
  private mutating func chances(_ key: FilmLanguageFile.Key) -> [Double]? {
    guard let entry = entry(key) else { return nil }
    var chances = vocabulary.types.map { _ in 0.0 }
    for (type, chance, _) in factors(entry, unlike: "a mapping of types to chances such as {LS: 1}") {
      chances[type] = chance
    }
    let sum = chances.reduce(0, +)
    guard sum > 0 else {
      report.error(entry.value.mark, "`\(key.rawValue)` must give a type a chance above 0")
      return nil
    }
    return chances.map { $0 / sum }
  }

  // MARK: Lengths and cuts

  private mutating func readLengths(_ entry: Node.Entry, _ lengths: inout ShotLengthHabits) {
    let values = section(entry, FilmLanguageFile.lengths)
    if let mean = values["mean"] {
      lengths.mean = number(mean, unit: .seconds, in: FilmLanguageFile.mean) ?? lengths.mean
    }
    if let sigma = values["sigma"] { lengths.sigma = number(sigma, in: FilmLanguageFile.sigma) ?? lengths.sigma }
    if let tempo = values["tempo"] { lengths.tempo = number(tempo, in: FilmLanguageFile.tempo) ?? lengths.tempo }
    if let types = values["types"] {
      for (type, factor, mark) in factors(types, unlike: "a mapping of types to factors") {
        if factor > 0 { lengths.byType[type] = factor } else { report.error(mark, "a length's factor must be above 0") }
      }
    }
    if let roles = values["roles"] {
      lengths.byRole = [:]
      let form = "a mapping of roles to factors"
      for entry in roles.value.entries(of: "`roles`", form: form, report: &report) ?? [] {
        guard let role = role(entry) else { continue }
        lengths.byRole[role] = number(entry, in: FilmLanguageFile.roleFactors)
      }
    }
  }

  private mutating func readCuts(_ entry: Node.Entry, _ cuts: inout CutHabits) {
    let weights: [(String, WritableKeyPath<CutHabits, Double>)] = [
      ("section", \.section), ("downbeat", \.downbeat), ("beat", \.beat), ("cross", \.crossSection),
      ("even_bars", \.evenBars),
    ]
    let values = section(entry, FilmLanguageFile.cuts)
    for (name, path) in weights {
      guard let entry = values[name] else { continue }
      if let weight = number(entry, unit: .logWeight, in: FilmLanguageFile.weights) { cuts[keyPath: path] = weight }
    }
    if let entry = values["off_beat"], entry.value.text?.value != "never" {
      cuts.offBeat = number(entry, unit: .logWeight, in: FilmLanguageFile.weights)
    }
    if let lead = values["lead"] { cuts.lead = number(lead, unit: .seconds, in: FilmLanguageFile.lead) ?? cuts.lead }
    if let spread = values["spread"] {
      cuts.spread = number(spread, unit: .seconds, in: FilmLanguageFile.spread) ?? cuts.spread
    }
  }
}

// MARK: Parts

extension LanguageReader {
  private mutating func section(_ entry: Node.Entry, _ fields: [WrittenField]) -> [String: Node.Entry] {
    let keys = fields.map(\.name)
    let form = "a mapping with the keys \(keys.joined(separator: ", "))"
    return entry.value.values(of: "`\(entry.key.value)`", form: form, keys: keys, report: &report) ?? [:]
  }

  /// The factors of a mapping by type; no type stands twice by different names.
  private mutating func factors(
    _ entry: Node.Entry, unlike form: String
  ) -> [(type: Int, factor: Double, mark: Mark)] {
    var factors: [(type: Int, factor: Double, mark: Mark)] = []
    let name = "`\(entry.key.value)`"
    for entry in entry.value.entries(of: name, form: form, report: &report) ?? [] {
      guard let type = type(entry.key, of: name), let factor = number(entry, in: FilmLanguageFile.factors) else {
        continue
      }
      if factors.contains(where: { $0.type == type }) {
        report.error(entry.key.mark, "\(name) has the shot type \(vocabulary.types[type]) twice")
      }
      factors.append((type, factor, entry.key.mark))
    }
    return factors
  }

  private mutating func type(_ name: Placed<String>, of owner: String) -> Int? {
    if let column = try? vocabulary.column(of: name.value) { return column }
    report.error(name.mark, "\(owner): \(Spelling.unknown("shot type", name.value, among: vocabulary.types))")
    return nil
  }

  private mutating func role(_ entry: Node.Entry) -> Role? {
    do throws(Failure) {
      return try Role(label: entry.key.value)
    } catch {
      report.error(entry.key.mark, error.description)
      return nil
    }
  }

  private mutating func choice(_ entry: Node.Entry, among choices: [String]) -> String? {
    if let text = entry.value.text?.value, choices.contains(text) { return text }
    report.error(
      entry.value.mark,
      "`\(entry.key.value)` must be \(choices.joined(separator: " or ")), found \(entry.value.noun)")
    return nil
  }

  private mutating func number(
    _ entry: Node.Entry, unit: StageKit.Unit? = nil, in range: ClosedRange<Double>
  ) -> Double? {
    number(entry.value, of: "`\(entry.key.value)`", unit: unit, in: range)
  }

  private mutating func number(
    _ node: Node, of name: String, unit: StageKit.Unit? = nil, in range: ClosedRange<Double>
  ) -> Double? {
    do throws(Failure) {
      guard let text = node.text else { throw Failure("expected a number, found \(node.noun)") }
      let number = try Double(.text(text.value), unit: unit)
      guard range.contains(number) else {
        throw Failure("\(number.text) is not within \(range.lowerBound.text)...\(range.upperBound.text)")
      }
      return number
    } catch {
      report.error(node.mark, "\(name): \(error.description)")
      return nil
    }
  }
}
