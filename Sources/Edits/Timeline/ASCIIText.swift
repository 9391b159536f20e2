/// Names in the characters that every edit system reads.
///
/// Latin letters lose their accents, digits of all scripts become ASCII, and a run of other letters becomes one `_`: a
/// gap that can be seen. The table is Unicode's own names of the characters, so it needs no locale.
enum ASCIIText {
  /// Text on one line of printable ASCII, without spaces at its ends or doubled ones.
  static func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      let letters = ascii(scalar)
      let repeats = (letters == " " && (line.isEmpty || line.hasSuffix(" "))) || (letters == "_" && line.hasSuffix("_"))
      if !repeats { line += letters }
    }
    return line.hasSuffix(" ") ? String(line.dropLast()) : line
  }

  /// Text as one word of `A` to `Z`, `0` to `9` and `_`; may be empty.
  static func word(_ text: String) -> String {
    String(line(text).uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> String {
    if (" "..."~").contains(scalar) { return String(scalar) }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .format: return ""
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: return " "
    case .dashPunctuation: return "-"
    case .initialPunctuation, .finalPunctuation: return "'"
    case .decimalNumber: return scalar.properties.numericValue.map { String(Int($0)) } ?? "_"
    case .lowercaseLetter: return latin(scalar)?.lowercased() ?? "_"
    case .uppercaseLetter: return latin(scalar) ?? "_"
    default: return "_"
    }
  }

  /// The base letters in capitals, from a name such as `LATIN SMALL LETTER U WITH DIAERESIS`.
  private static func latin(_ scalar: Unicode.Scalar) -> String? {
    guard let name = scalar.properties.name,
      let match = name.prefixMatch(of: /(FULLWIDTH )?LATIN (SMALL|CAPITAL) (LETTER|LIGATURE) (DOTLESS |LONG )?([A-Z]+)/)
    else { return nil }
    switch match.5 {
    case "SHARP": return "SS"
    case "THORN": return "TH"
    case "ETH": return "D"
    case "ENG": return "NG"
    case let letters: return letters.count <= 3 ? String(letters) : nil
    }
  }
}
