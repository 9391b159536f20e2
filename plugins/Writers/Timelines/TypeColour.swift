import Timeline

/// A colour for each shot type, by its place in the vocabulary: the same in all documents of a plan.
enum TypeColour {
  /// Colours that differ in lightness as well as hue, from wide to close, as `#rrggbb`.
  private static let cards = [
    "#1f3b73", "#2a6f97", "#468faf", "#61a5c2", "#89c2d9", "#e9c46a", "#f4a261", "#e76f51", "#8d5a97", "#5a7d5a",
    "#6c757d",
  ]
  /// Marker colours of DaVinci Resolve.
  private static let resolve = [
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
  ]
  /// Marker colours of Media Composer.
  private static let avid = ["blue", "cyan", "green", "yellow", "red", "magenta"]

  /// The type's colour as `#rrggbb`.
  static func card(_ type: String, in plan: ShotPlan) -> String { pick(cards, type, plan) }

  /// The type's marker colour in DaVinci Resolve.
  static func resolve(_ type: String, in plan: ShotPlan) -> String { pick(resolve, type, plan) }

  /// The type's marker colour in Media Composer.
  static func avid(_ type: String, in plan: ShotPlan) -> String { pick(avid, type, plan) }

  /// The type's place in the vocabulary.
  static func place(of type: String, in plan: ShotPlan) -> Int { plan.types.firstIndex(of: type) ?? 0 }

  private static func pick(_ colours: [String], _ type: String, _ plan: ShotPlan) -> String {
    colours[place(of: type, in: plan) % colours.count]
  }
}
