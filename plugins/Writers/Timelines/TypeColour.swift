import Timeline

/// A colour for each shot type, by its place in the vocabulary: the same in all documents of a plan.
enum TypeColour {
  /// Colours as `#rrggbb`. Lightness rises from the first to the sixth, as hues go from violet over blue to green, so that
  /// sizes from close to wide stay in order for all kinds of colour vision; what follows is for types off the scale.
  private static let cards = [
    "#7b4ea3", "#4f6fc1", "#2f92c5", "#35b0ab", "#6cc98a", "#b8dc6a", "#f0a04b", "#e0607e", "#9aa3b2", "#b07d4f",
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
