import Timeline

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
  func name(of type: String) -> String { "t\(TypeColour.place(of: type, in: plan))" }

  /// The type's colour as `#rrggbb`.
  func colour(of type: String) -> String { TypeColour.card(type, in: plan) }

  /// Black or white: what can be read on the type's colour.
  func ink(of type: String) -> String { Self.ink(on: colour(of: type)) }

  /// A height from 1 for the vocabulary's first type, the closest, down to 0.3 for its last.
  func height(of type: String) -> Double {
    let place = Double(TypeColour.place(of: type, in: plan))
    return 1 - 0.7 * place / Double(max(1, types.count - 1))
  }

  /// A rule for each type: its colour `--c`, and what is read on it, `--i`.
  var rules: String {
    types.map { ".\(name(of: $0)){--c:\(colour(of: $0));--i:\(ink(of: $0))}" }.joined(separator: "\n")
  }

  /// The ink with the better contrast; the square stands for the eye's gamma.
  private static func ink(on colour: String) -> String {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let light = zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, channel in
      let share = Double(value >> channel.0 & 255) / 255
      return sum + channel.1 * share * share
    }
    return light > 0.2 ? "#10131a" : "#ffffff"
  }
}
