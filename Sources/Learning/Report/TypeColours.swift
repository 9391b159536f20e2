/// A colour for each type: types on the scale go from dark to light as they go from near to far, others have hues of
/// their own.
struct TypeColours {
  /// Hues of types off the scale, in degrees; they come round again.
  private static let hues = [28, 335, 130, 270]

  let vocabulary: Vocabulary

  /// By type: a CSS colour that is seen on light and on dark pages.
  var colours: [String] {
    var others = 0
    return vocabulary.sizes.map { size in
      guard let size else {
        others += 1
        return "hsl(\(Self.hues[(others - 1) % Self.hues.count]) 75% 55%)"
      }
      let steps = max(1, vocabulary.scale.count - 1)
      return "hsl(\(235 - 50 * (size - 1) / steps) 60% \(34 + 48 * (size - 1) / steps)%)"
    }
  }

  /// The rules of the classes `t0`, `t1` ... for bars and keys.
  var style: String {
    colours.enumerated().map { ".t\($0) { fill: \($1); background: \($1); }" }.joined(separator: "\n")
  }

  /// The key to the colours.
  var key: String {
    let items = vocabulary.types.enumerated().map { "<li><i class=\"t\($0)\"></i>\(Markup.escaped($1))</li>" }
    return "<ul class=\"key\">\(items.joined())</ul>"
  }
}
