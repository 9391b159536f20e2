import Shots

/// The looks of a plan's shot types: a colour and a height for each, by its place in the vocabulary.
struct TypePalette {
  /// The vocabulary.
  let types: [String]
  private let plan: ShotPlan

  /// The looks of a plan's types.
  init(_ plan: ShotPlan) {
    types = plan.types
    self.plan = plan
  }

  /// The style class of a type.
  func name(of type: String) -> String { "t\(plan.place(of: type))" }

  /// The type's colour as `#rrggbb`.
  func colour(of type: String) -> String { plan.colour(of: type) }

  /// Black or white: what can be read on the type's colour.
  func ink(of type: String) -> String { plan.ink(of: type) }

  /// A height from 1 for the vocabulary's first type, the closest, down to 0.3 for its last.
  func height(of type: String) -> Double {
    let place = Double(plan.place(of: type))
    return 1 - 0.7 * place / Double(max(1, types.count - 1))
  }

  /// A rule for each type: its colour `--c`, and what is read on it, `--i`.
  var rules: String {
    types.map { ".\(name(of: $0)){--c:\(colour(of: $0));--i:\(ink(of: $0))}" }.joined(separator: "\n")
  }
}
