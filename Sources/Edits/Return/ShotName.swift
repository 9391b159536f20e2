import Shots
import StageKit

/// The name of a shot in a timeline, which says its type: `XLS_001`, `CU 3`, `mcu-take2.mov`.
enum ShotName {
  /// The name that songboard gives a shot, in ASCII: its type and number.
  static func name(of type: String, number: Int) -> String {
    let word = ASCIIText.word(type)
    return "\(word.isEmpty ? "SHOT" : word)_\(number.padded(to: 3))"
  }

  /// Whether a name is one that songboard gives a shot of a type, whatever its number.
  static func isName(_ name: String, of type: String) -> Bool {
    let digits = name.utf8.reversed().prefix(while: \.isDigit).count
    return digits >= 3 && Int(name.suffix(digits)).map { self.name(of: type, number: $0) == name } == true
  }

  /// What of a name may be its type, the likeliest first: the whole name, what stands before songboard's number, the first
  /// word, and that without the digits at its end.
  static func candidates(in name: String) -> [String] {
    let word = String(name.prefix { $0.isLetter || $0.isNumber })
    let letters = String(word.prefix { !$0.isNumber })
    return [name, withoutNumber(name), word, letters].filter { !$0.isEmpty }
  }

  /// `M_S` of `M_S_002`.
  private static func withoutNumber(_ name: String) -> String {
    let rest = name.utf8.reversed().drop(while: \.isDigit).reversed()
    return rest.count < name.utf8.count && rest.last == UInt8(ascii: "_")
      ? String(decoding: rest.dropLast(), as: UTF8.self) : ""
  }
}
