extension String {
  /// The text with other texts in place of some of its scalars.
  ///
  /// It looks at scalars, not characters: with an accent behind it a quote is another character, but no less a quote for
  /// those who read the text.
  public func replacingScalars(_ replacements: [Unicode.Scalar: String]) -> String {
    var replaced = UnicodeScalarView()
    for scalar in unicodeScalars {
      if let text = replacements[scalar] { replaced += text.unicodeScalars } else { replaced.append(scalar) }
    }
    return String(replaced)
  }
}
