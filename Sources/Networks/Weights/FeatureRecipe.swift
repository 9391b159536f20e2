import Formats
import StageKit

/// How the frames were made that a model was trained on: it must meet frames of the same making.
public struct FeatureRecipe: Sendable, Hashable {
  /// A stage whose output is part of the frames, or lies upstream of one that is.
  public struct Part: Sendable, Hashable {
    /// The stage's id, such as `mel`, or `source`.
    public let stage: String
    /// The settings as canonical text, by the parameter's name.
    public let settings: [String: String]
    /// How many columns of the frames are this stage's; 0 for a stage upstream, such as `spectrum`.
    public let width: Int

    /// A stage with its settings.
    public init(stage: String, settings: [String: String], width: Int) {
      self.stage = stage
      self.settings = settings
      self.width = width
    }
  }

  /// The stages: those that give columns, in the columns' order, then those upstream of them, the nearest first and in the
  /// order in which they are taken.
  public let parts: [Part]
  /// Frames per second, as exact text such as `0.5 Hz`.
  public let rate: String

  /// How frames are made.
  public init(parts: [Part], rate: String) {
    self.parts = parts
    self.rate = rate
  }

  /// Columns of the frames.
  public var width: Int { parts.reduce(0) { $0 + $1.width } }

  /// Compares the making of the frames at hand with this one, that of the frames a model was trained on.
  ///
  /// - Throws: ``Failure`` that names every stage and setting that differs, with both values.
  public func check(_ here: FeatureRecipe) throws(Failure) {
    let differences = differences(from: here)
    guard differences.isEmpty else {
      throw Failure(
        "the features are not those of the model: \(differences.joined(separator: ", and "))",
        remedy: "set them as they were in training, or train a model on these")
    }
  }

  /// What differs in the frames at hand, a clause for each stage and setting.
  public func differences(from here: FeatureRecipe) -> [String] {
    let (mine, theirs) = (labelled, here.labelled)
    let labels = mine.map(\.label) + theirs.map(\.label).filter { label in !mine.contains { $0.label == label } }
    var found = labels.flatMap { label in
      Self.differences(
        label, mine.first { $0.label == label }?.part, theirs.first { $0.label == label }?.part)
    }
    let (order, orderHere) = (mine.map(\.label), theirs.map(\.label))
    if order != orderHere, order.sorted() == orderHere.sorted() {
      // The columns of a stage that takes several frames stand in the order in which it takes them.
      let first = zip(order, orderHere).prefix { $0 == $1 }.count
      let last = order.count - zip(order.reversed(), orderHere.reversed()).prefix { $0 == $1 }.count
      func text(_ labels: [String]) -> String { labels[first..<last].joined(separator: " ") }
      found.append(Self.clause("the order", text(orderHere), text(order)))
    }
    if rate != here.rate { found.append(Self.clause("the rate", here.rate, rate)) }
    return found
  }

  /// The parts with names to tell them apart: the second `mel` is `mel (2)`.
  private var labelled: [(label: String, part: Part)] {
    var counts: [String: Int] = [:]
    return parts.map { part in
      let count = counts[part.stage, default: 0] + 1
      counts[part.stage] = count
      return (count == 1 ? part.stage : "\(part.stage) (\(count))", part)
    }
  }

  private static func differences(_ label: String, _ trained: Part?, _ here: Part?) -> [String] {
    guard let trained else { return ["\(label) is here, and was not where the model was trained"] }
    guard let here else { return ["\(label) is missing here, and was there where the model was trained"] }
    let names = Set(trained.settings.keys).union(here.settings.keys).sorted()
    let settings = names.filter { trained.settings[$0] != here.settings[$0] }.map { name in
      clause("\(label).\(name)", here.settings[name] ?? "not set", trained.settings[name] ?? "not set")
    }
    if settings.isEmpty, trained.width != here.width {
      return [clause("the width of \(label)", String(here.width), String(trained.width))]
    }
    return settings
  }

  private static func clause(_ name: String, _ here: String, _ trained: String) -> String {
    "\(name) is \(here) here, \(trained) where the model was trained"
  }
}

extension FeatureRecipe {
  /// How many parts a text may have: comparing recipes takes their number squared.
  private static let partLimit = 1024

  /// The recipe as the text that a model's metadata keeps.
  var text: String {
    JSON.array(
      parts.map { part in
        .object([
          ("stage", .string(part.stage)), ("width", .integer(part.width)), ("settings", .object(part.settings)),
        ])
      }
    ).compact
  }

  /// Reads the text; nil where it is none that ``text`` writes.
  init?(text: String, rate: String) {
    guard let list = try? JSONReader.read(Array(text.utf8)).elements, list.count <= Self.partLimit else {
      return nil
    }
    var parts: [Part] = []
    var columns = 0
    for value in list {
      guard value.fields?.count == 3, let stage = value["stage"]?.text, let width = value["width"]?.integer,
        let settings = value["settings"]?.textsByKey, (0...WeightFile.sizeLimit).contains(width)
      else { return nil }
      columns += width
      guard columns <= WeightFile.sizeLimit else { return nil }
      parts.append(Part(stage: stage, settings: settings, width: width))
    }
    self.init(parts: parts, rate: rate)
  }
}
