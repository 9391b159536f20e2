import StageKit

/// The shot types that a model knows: their order, which of them lie on the scale of viewing distance, and other names.
///
/// The paper's category A is the types on the scale, category B all others. Source: Lin et al., ACM MM 2020.
public struct Vocabulary: Sendable, Hashable {
  /// The names of the types, in the order of the columns of probabilities.
  public let types: [String]
  /// The types on the scale, from the nearest to the farthest.
  public let scale: [String]
  /// Other names and the types they stand for, such as `FS` for `LS`.
  public let aliases: [String: String]
  /// By type: its step on the scale from 1, the nearest; `nil` for types off the scale.
  public let sizes: [Int?]

  private let columns: [String: Int]

  /// A vocabulary.
  ///
  /// - Throws: ``Failure`` if there are fewer than two types, a name is empty or there twice (case is free), or the
  ///   scale or an alias names a type that is not there.
  public init(types: [String], scale: [String], aliases: [String: String] = [:]) throws(Failure) {
    guard types.count >= 2 else { throw Failure("a vocabulary needs at least two shot types") }
    for (name, list) in [("types", types), ("scale", scale)] {
      var seen: Set<String> = []
      for type in list {
        guard !type.isEmpty else { throw Failure("an empty name is in the vocabulary's \(name)") }
        guard seen.insert(type.lowercased()).inserted else {
          throw Failure(
            "\(type) is in the vocabulary's \(name) twice", remedy: "upper and lower case are the same")
        }
      }
    }
    self.init(known: types, scale: scale, aliases: aliases)
    for type in scale where !types.contains(type) {
      throw unknown(type, as: "the scale names")
    }
    for (alias, type) in aliases.sorted(by: { $0.key < $1.key }) {
      guard types.contains(type) else { throw unknown(type, as: "\(alias) stands for") }
      guard !alias.isEmpty else { throw Failure("an empty name stands for \(type)") }
      guard !types.contains(where: { $0.lowercased() == alias.lowercased() }) else {
        throw Failure("\(alias) is a type and stands for \(type)", remedy: "take it out of the types or the map")
      }
    }
  }

  private init(known types: [String], scale: [String], aliases: [String: String]) {
    self.types = types
    self.scale = scale
    self.aliases = aliases
    sizes = types.map { type in scale.firstIndex(of: type).map { $0 + 1 } }
    var columns: [String: Int] = [:]
    for (column, type) in types.enumerated() { columns[type.lowercased()] = column }
    for (alias, type) in aliases.sorted(by: { $0.key < $1.key }) {
      columns[alias.lowercased()] = types.firstIndex(of: type)
    }
    self.columns = columns
  }

  /// The paper's eight types of concert films: close-up to extreme long shot, the audience, and a musical instrument.
  public static let concert = Vocabulary(
    known: ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS"], scale: ["CU", "MCU", "MS", "MLS", "LS", "XLS"],
    aliases: [:])

  /// What stands in place of a type where nobody knows it; it is in no vocabulary.
  public static let unknown = "?"

  /// How many types there are.
  public var count: Int { types.count }

  /// The column of a type by its name or another name for it; upper and lower case are the same.
  ///
  /// - Throws: ``Failure`` with the nearest known name.
  public func column(of name: String) throws(Failure) -> Int {
    guard let column = columns[name.lowercased()] else { throw unknown(name, as: "the label is") }
    return column
  }

  private func unknown(_ name: String, as verb: String) -> Failure {
    let known = types + aliases.keys.sorted()
    let hint = Spelling.closest(to: name, in: known).map { "did you mean \($0)?" }
    return Failure(
      "\(verb) '\(name)', which is not a shot type of the vocabulary",
      remedy: hint ?? "the types are \(types.joined(separator: ", "))")
  }
}
