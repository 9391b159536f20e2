/// The colours of shot types by their place in the vocabulary, from 0: the same on pages, drawings, animatics and reports.
///
/// There are eleven; a longer vocabulary begins again.
public enum ShotColours {
  /// Lightness rises from the first to the sixth, as hues go from violet over blue to green, so that sizes from close to
  /// wide stay in order for all kinds of colour vision; what follows is for types off the scale.
  private static let colours = [
    "#7b4ea3", "#4f6fc1", "#2f92c5", "#35b0ab", "#6cc98a", "#b8dc6a", "#f0a04b", "#e0607e", "#9aa3b2", "#b07d4f",
    "#6c757d",
  ]

  /// A type's colour as `#rrggbb`.
  public static func colour(at place: Int) -> String { colours[place % colours.count] }

  /// A near black or white: what can be read on the type's colour, as `#rrggbb`.
  public static func ink(at place: Int) -> String {
    let value = Int(colour(at: place).dropFirst(), radix: 16) ?? 0
    // The weights of relative luminance (WCAG 2.2); the square stands for the display's gamma.
    let light = zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, channel in
      let share = Double(value >> channel.0 & 255) / 255
      return sum + channel.1 * share * share
    }
    return light > 0.21 ? "#10131a" : "#ffffff"
  }
}

extension ShotPlan {
  /// The type's place in the vocabulary, from 0.
  public func place(of type: String) -> Int { types.firstIndex(of: type) ?? 0 }

  /// A colour for a type by its place in the vocabulary, as `#rrggbb`: the same wherever the plan is shown.
  public func colour(of type: String) -> String { ShotColours.colour(at: place(of: type)) }

  /// A near black or white: what can be read on the type's colour, as `#rrggbb`.
  public func ink(of type: String) -> String { ShotColours.ink(at: place(of: type)) }
}
