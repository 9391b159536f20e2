import Formats
import Learning
import StageKit

/// Claims of a study, as a file has them.
///
/// ```yaml
/// version: 1
/// alpha: 0.05
/// claims:
///   - {compare: RNN-KD - hRNN, metric: accuracy, expect: higher}
///   - {compare: RNN-KD - hRNN, metric: negativeLogLikelihood, expect: lower, by: 0.4, in: 8}
/// ```
public struct Claims: Sendable, Hashable {
  /// What a file may look like.
  public static var form: WrittenForm { .record(fields) }

  private static let alphas = 1e-9...0.5
  private static let fields = [
    WrittenField("version", .words(["1"]), "The version of the file's form."),
    WrittenField(
      "alpha", .number(in: alphas), "Below which probability, after Holm's correction, chance is no explanation; 0.05."),
    WrittenField(
      "claims", .list(.record(ClaimReader.fields), count: 1...Int.max, takesOne: false), isRequired: true,
      "What is to be compared."),
  ]
  /// The largest file that is read, in bytes.
  public static let mostBytes = 1 << 20

  /// Below which probability, after Holm's correction among all claims, chance is no explanation.
  let alpha: Double
  let claims: [Claim]

  /// Reads claims.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - file: Its name, for messages.
  /// - Throws: ``Failure`` with all that is wrong, line by line.
  public init(_ text: String, file: String) throws(Failure) {
    var report = Diagnostics(file: file)
    let root = NodeComposer.compose(Array(text.utf8), report: &report)
    let values =
      root?.values(of: "a file of claims", form: "a mapping", keys: Self.fields.map(\.name), report: &report) ?? [:]
    if let version = values["version"], version.value.text?.value != "1" {
      report.error(version.value.mark, "version is \(version.value.noun); this songboard reads 1")
    }
    alpha = values["alpha"].flatMap { ClaimReader.number($0, in: Self.alphas, report: &report) } ?? 0.05
    var claims: [Claim] = []
    if case .sequence(let nodes)? = values["claims"]?.value.content {
      for node in nodes { ClaimReader.claim(node, report: &report).map { claims.append($0) } }
    } else if let root {
      report.error(root.mark, "claims must be a list of what is to be compared")
    }
    try report.check()
    guard !claims.isEmpty else { throw Failure("\(file): holds no claim", remedy: "write one, or leave the file out") }
    self.claims = claims
  }

  /// The claims of which a plan's reports compare rows: that each pair differs in accuracy and, where both give
  /// probabilities, in NLL, over seeds.
  ///
  /// - Parameters:
  ///   - pairs: Such as `RNN-KD - hRNN`.
  ///   - rows: Those of the reports.
  /// - Returns: The text of the file.
  public static func text(of pairs: [String], among rows: [PlannedRow]) -> String {
    let lines = pairs.flatMap { pair in
      let names = pair.split(separator: ClaimReader.minus).map(String.init)
      let metrics = [Metric.accuracy, .negativeLogLikelihood].filter { metric in
        rows.allSatisfy { !names.contains($0.name) || $0.has(metric) }
      }
      return metrics.map {
        "  - {compare: \"\(pair.replacing("\"", with: "\\\""))\", metric: \($0.rawValue), over: seeds, expect: different}\n"
      }
    }
    return """
      # What is to be tested, written before the first run; the report answers exactly this. Change it now or not at all.
      #   expect: higher, lower, different, within, not_lower or not_higher (no worse than by the margin `by`).
      #   by:     the margin, in the metric's unit.
      #   in:     in how many seeds at least it must come out so; `in: mean` for the mean alone; without it, the mean and
      #           its probability decide.
      #   A row in one arm: RNN-KD [student.tau=4]
      version: 1
      alpha: 0.05
      claims:

      """ + lines.joined()
  }
}

/// Reads a claim from a node.
private enum ClaimReader {
  private static let margins = 0.0...1e9
  private static let counts = 1.0...1_000_000
  private static let meanWord = "mean"
  /// What stands between two rows.
  static let minus = " - "

  static let fields = [
    WrittenField("compare", .text(pattern: "^.+ - .+$"), isRequired: true, "Two rows of the report: RNN-KD - hRNN."),
    WrittenField("metric", words(of: Metric.self), isRequired: true, "What is measured."),
    WrittenField("over", words(of: PairedTest.Unit.self), "What the differences are paired by."),
    WrittenField("expect", words(of: Claim.Expectation.self), "What the difference is expected to be."),
    WrittenField("by", .number(in: margins), "The margin, in the metric's unit."),
    WrittenField(
      "in", .either([.number(isWhole: true, in: counts), .words([meanWord])]),
      "In how many pairs at least it must come out so; or `mean`, if the mean alone decides."),
  ]

  private static func words<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type) -> WrittenForm {
    .words(type.allCases.map(\.rawValue))
  }

  static func claim(_ node: Node, report: inout Diagnostics) -> Claim? {
    let before = report.count
    guard
      let values = node.values(
        of: "a claim", form: "a mapping such as {compare: RNN-KD - hRNN, metric: accuracy}", keys: fields.map(\.name),
        report: &report
      )
    else { return nil }
    let rows = (values["compare"]?.value.text?.value ?? "").split(separator: minus).map(String.init)
    if rows.count != 2 { report.error(node.mark, "a claim: `compare` names two rows, as in RNN-KD - hRNN") }
    if rows.count == 2, rows[0] == rows[1] {
      report.error(
        node.mark,
        "a claim: `compare` names '\(rows[0])' twice; name two rows, or two arms of one, as in "
          + "RNN-KD [student.tau=2] - RNN-KD [student.tau=8]")
    }
    let metric: Metric? = choice("metric", of: values, else: nil, at: node, report: &report)
    let unit: PairedTest.Unit? = choice("over", of: values, else: .seeds, at: node, report: &report)
    let expectation: Claim.Expectation? = choice("expect", of: values, else: .different, at: node, report: &report)
    let margin = values["by"].flatMap { number($0, in: margins, report: &report) }
    let judge = values["in"].map { self.judge($0, report: &report) } ?? Claim.Judge.probability
    if let expectation, expectation.needsMargin, margin == nil {
      report.error(node.mark, "a claim: `\(expectation.rawValue)` needs a margin, `by`")
    }
    if expectation == .within, judge == .probability {
      report.error(node.mark, "a claim: `within` needs in how many seeds, `in`, or `in: mean`")
    }
    if expectation == .different, margin != nil {
      report.error(node.mark, "a claim: `different` has no margin; take `higher`, `lower` or `within`")
    }
    guard report.count == before, let metric, let unit, let expectation else { return nil }
    return Claim(
      first: Claim.RowName(rows[0]), second: Claim.RowName(rows[1]), metric: metric, unit: unit,
      expectation: expectation, margin: margin ?? 0, judge: judge)
  }

  private static func judge(_ entry: Node.Entry, report: inout Diagnostics) -> Claim.Judge {
    let text = entry.value.text?.value ?? ""
    if text == meanWord { return .mean }
    if let count = Int(text), counts.contains(Double(count)) { return .count(count) }
    let numbers = "a whole number of seeds or songs from 1 to \(Int(counts.upperBound))"
    report.error(entry.value.mark, "in must be `\(meanWord)`, or \(numbers)")
    return .probability
  }

  private static func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, of values: [String: Node.Entry], else standard: Value?, at node: Node, report: inout Diagnostics
  ) -> Value? {
    guard let entry = values[key] else {
      if standard == nil { report.error(node.mark, "a claim: `\(key)` is missing") }
      return standard
    }
    let text = entry.value.text?.value ?? ""
    guard let value = Value(rawValue: text) else {
      report.error(entry.value.mark, "a claim: " + Spelling.unknown(key, text, among: Value.allCases.map(\.rawValue)))
      return nil
    }
    return value
  }

  static func number(_ entry: Node.Entry, in range: ClosedRange<Double>, report: inout Diagnostics) -> Double? {
    guard let text = entry.value.text?.value, let number = Double(text), range.contains(number) else {
      report.error(
        entry.value.mark, "\(entry.key.value) must be a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }
}
