import Shots

/// A marker colour for each shot type, by its place in the vocabulary: the same in all documents of a plan.
enum TypeColour {
  /// Marker colours of DaVinci Resolve.
  private static let resolve = [
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
  ]
  /// Marker colours of Media Composer.
  private static let avid = ["blue", "cyan", "green", "yellow", "red", "magenta"]

  /// The type's marker colour in DaVinci Resolve.
  static func resolve(_ type: String, in plan: ShotPlan) -> String { pick(resolve, type, plan) }

  /// The type's marker colour in Media Composer.
  static func avid(_ type: String, in plan: ShotPlan) -> String { pick(avid, type, plan) }

  private static func pick(_ colours: [String], _ type: String, _ plan: ShotPlan) -> String {
    colours[plan.place(of: type) % colours.count]
  }
}
