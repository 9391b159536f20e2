import Formats
import StageKit

/// Reads a brief as a person writes it down, every key of which may be left out:
///
/// ```yaml
/// types: {LS: 0.5, ADS: 0}            # weights; a type that is not named has 1, one with 0 is not filmed
/// only: [CU, MS, LS, XLS, MIS]        # or: the types that can be filmed
/// not_before: {CU: "0:45"}            # a time, or a section such as chorus 2
/// not_in: {MIS: [verse, "1:20-1:45"]}
/// opening: [XLS, LS]
/// closing: [XLS]
/// pairs: {wanted: [[MS, CU]], forbidden: [[XLS, MIS]]}
/// instruments: [MIS]                  # the types that show hands on an instrument
/// performers:
///   - {name: Ann, sings: [verse, chorus]}
///   - {name: Bo, instrument: guitar, solos: [solo, "1:20-1:45"]}
/// ```
public struct BriefFile {
  /// The largest file that is read, in bytes.
  public static let mostBytes = 1 << 20

  private var report: Diagnostics
  private var brief: Brief

  /// The brief of a file.
  ///
  /// - Parameters:
  ///   - name: The file, as messages name it.
  ///   - vocabulary: The types that it may name.
  /// - Throws: ``Failure`` with all that is wrong, by line and column.
  public static func brief(in bytes: [UInt8], name: String, vocabulary: Vocabulary) throws(Failure) -> Brief {
    var file = BriefFile(report: Diagnostics(file: name), brief: Brief(for: vocabulary))
    if let root = NodeComposer.compose(bytes, report: &file.report) { file.read(root) }
    try file.report.check()
    return file.brief
  }

  private mutating func read(_ root: Node) {
    let form = "a mapping such as {types: {ADS: 0}, opening: [XLS, LS]}"
    guard let values = root.values(of: "a brief", form: form, keys: Self.fields.map(\.name), report: &report) else {
      return
    }
    let node = { (key: String) in values[key]?.value }
    brief.weights = weights(node("types"))
    if let only = node("only") { keep(types(only, of: "only"), only.mark) }
    if let mark = node("types")?.mark, brief.filmed.isEmpty {
      report.error(mark, "no type can be filmed")
    }
    for (type, value) in byType(node("not_before"), "not_before") { brief.notBefore[type] = start(value) }
    for (type, value) in byType(node("not_in"), "not_in") { brief.notIn[type] = places(value, "not_in") }
    brief.opening = node("opening").map { filmed($0, "opening") } ?? []
    brief.closing = node("closing").map { filmed($0, "closing") } ?? []
    if let node = node("pairs") { pairs(node) }
    brief.instruments = node("instruments").map { types($0, of: "instruments") } ?? []
    performers(node("performers"))
  }

  // MARK: Types

  private mutating func column(_ name: Placed<String>) -> Int? {
    if let column = try? brief.vocabulary.column(of: name.value) { return column }
    report.error(name.mark, Spelling.unknown("shot type", name.value, among: brief.vocabulary.types))
    return nil
  }

  private mutating func types(_ node: Node, of key: String) -> [Int] {
    guard let names = node.texts, !names.isEmpty else {
      report.error(node.mark, "`\(key)` must be a list of shot types, such as [XLS, LS], found \(node.noun)")
      return []
    }
    return names.compactMap { column($0) }.reduce(into: []) { types, type in
      if !types.contains(type) { types.append(type) }
    }
  }

  /// Types of which at least one can be filmed.
  private mutating func filmed(_ node: Node, _ key: String) -> [Int] {
    let types = types(node, of: key)
    if !types.isEmpty, types.allSatisfy({ brief.weights[$0] == 0 }) {
      report.error(node.mark, "`\(key)` asks for \(brief.names(types)), which `types` or `only` does not film")
    }
    return types
  }

  /// What a mapping says of each type, in the file's order.
  private mutating func byType(_ node: Node?, _ key: String) -> [(type: Int, value: Node)] {
    guard let node else { return [] }
    let entries = node.entries(of: "`\(key)`", form: "a mapping such as {ADS: ...}", report: &report) ?? []
    return entries.compactMap { entry in column(entry.key).map { ($0, entry.value) } }
  }

  private mutating func weights(_ node: Node?) -> [Int: Double] {
    var weights: [Int: Double] = [:]
    for (type, value) in byType(node, "types") {
      let weight = value.text.flatMap { Double($0.value) }
      if let weight, Self.weights.contains(weight) {
        weights[type] = weight
      } else {
        report.error(
          value.mark,
          "a type's weight must be a number from \(Self.weights.lowerBound.text) to "
            + "\(Self.weights.upperBound.text), found \(value.noun)")
      }
    }
    return weights
  }

  /// Takes the types that `only` does not name out of what is filmed. Those that it names are, whatever the brief of all
  /// songs says.
  private mutating func keep(_ only: [Int], _ mark: Mark) {
    guard !only.isEmpty else { return }
    for type in only where brief.weights[type] == nil { brief.weights[type] = 1 }
    for type in brief.vocabulary.types.indices where !only.contains(type) {
      if let weight = brief.weights[type], weight > 0 {
        report.error(
          mark, "`only` leaves out \(brief.vocabulary.types[type]), to which `types` gives the weight \(weight.text)")
      }
      brief.weights[type] = 0
    }
  }

  // MARK: Places

  private mutating func place(_ text: Placed<String>) -> SongPlace? {
    do throws(Failure) {
      return try SongPlace(text.value)
    } catch {
      report.error(text.mark, error.description)
      return nil
    }
  }

  private mutating func places(_ node: Node, _ key: String) -> [SongPlace] {
    guard let texts = node.texts, !texts.isEmpty else {
      report.error(node.mark, "`\(key)` must be places such as [verse, chorus 2, \"1:20-1:45\"], found \(node.noun)")
      return []
    }
    return texts.compactMap { place($0) }
  }

  /// A time, or a place that starts there.
  private mutating func start(_ node: Node) -> SongPlace? {
    guard let text = node.text else {
      report.error(node.mark, "`not_before` must be a time such as \"0:45\", or a section, found \(node.noun)")
      return nil
    }
    return ClockTime.seconds(text.value).map { SongPlace(from: $0) } ?? place(text)
  }

  // MARK: Pairs

  private mutating func pairs(_ node: Node) {
    let form = "a mapping such as {forbidden: [[ADS, MIS]]}"
    let values = node.values(of: "`pairs`", form: form, keys: Self.ofPairs.map(\.name), report: &report) ?? [:]
    brief.wanted = values["wanted"].map { pairs(of: $0.value) } ?? []
    brief.forbidden = values["forbidden"].map { pairs(of: $0.value) } ?? []
    if let both = brief.wanted.first(where: brief.forbidden.contains) {
      let types = brief.vocabulary.types
      report.error(node.mark, "the pair \(types[both.first]), \(types[both.next]) is both wanted and forbidden")
    }
  }

  /// Pairs; one alone may stand without the outer brackets.
  private mutating func pairs(of node: Node) -> [Brief.Pair] {
    var nodes = [node]
    if case .sequence(let children) = node.content, node.texts == nil { nodes = children }
    return nodes.compactMap { node in
      guard let names = node.texts, names.count == 2 else {
        report.error(node.mark, "a pair is two types, such as [MS, CU], found \(node.noun)")
        return nil
      }
      let types = names.compactMap { column($0) }
      return types.count == 2 ? Brief.Pair(first: types[0], next: types[1]) : nil
    }
  }
}

// MARK: Performers

extension BriefFile {
  private mutating func performers(_ node: Node?) {
    guard let node else { return }
    guard case .sequence(let nodes) = node.content else {
      report.error(node.mark, "`performers` must be a list such as [{name: Ann, sings: true}], found \(node.noun)")
      return
    }
    for node in nodes {
      guard let performer = performer(node) else { continue }
      if brief.performers.contains(where: { $0.name == performer.name }) {
        report.error(node.mark, "the performer '\(performer.name)' is there twice")
      }
      brief.performers.append(performer)
    }
  }

  private mutating func performer(_ node: Node) -> Performer? {
    let (form, keys) = ("a mapping such as {name: Ann, sings: true}", Self.ofPerformers.map(\.name))
    guard let values = node.values(of: "a performer", form: form, keys: keys, report: &report) else { return nil }
    let name = text(values["name"]?.value, "name").flatMap { Shot.subject(of: $0) }
    if values["name"] == nil { report.error(node.mark, "a performer needs a `name`") }
    let instrument = text(values["instrument"]?.value, "instrument")
    let singing: Performer.Singing = values["sings"].map { self.singing($0.value) } ?? .places([])
    let solos = values["solos"].map { places($0.value, "solos") } ?? []
    return name.map { Performer(name: $0, instrument: instrument, singing: singing, solos: solos) }
  }

  private mutating func text(_ node: Node?, _ key: String) -> String? {
    guard let node else { return nil }
    if node.text == nil { report.error(node.mark, "`\(key)` must be a text, found \(node.noun)") }
    return node.text?.value
  }

  private mutating func singing(_ node: Node) -> Performer.Singing {
    switch node.text?.value.lowercased() {
    case "true", "yes": .always
    case "false", "no": .places([])
    default: .places(places(node, "sings"))
    }
  }
}
