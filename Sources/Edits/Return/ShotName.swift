import Shots
import StageKit

/// The name of a shot in a timeline, which says its type, and may say who is shown: `XLS_001`, `CU_002 Ann`, `CU: Ann`,
/// `CU 3`, `mcu-take2.mov`.
enum ShotName {
  /// The name that songboard gives a shot: its type in ASCII and its number, and behind a space who is shown.
  static func name(of type: String, number: Int, showing subject: String? = nil) -> String {
    let word = ASCIIText.word(type)
    let name = "\(word.isEmpty ? "SHOT" : word)_\(number.padded(to: 3))"
    return subject.map { "\(name) \($0)" } ?? name
  }

  /// The name that songboard gives a shot's marker: its type, and behind a colon who is shown.
  static func title(of type: String, showing subject: String?) -> String {
    subject.map { "\(type)\(titleEnd)\($0)" } ?? type
  }

  private static let titleEnd = ": "

  /// A name in two: `CU_002` and `Ann` of `CU_002 Ann`, `CU` and `Ann` of `CU: Ann`; others are whole, and say of nobody.
  static func parts(of name: String) -> (name: String, subject: String?) {
    let word = name.prefix { $0 != " " }
    if word.endIndex < name.endIndex, isNumbered(word) {
      return (String(word), Shot.subject(of: String(name[word.endIndex...])))
    }
    guard let end = name.firstRange(of: titleEnd) else { return (name, nil) }
    return (String(name[..<end.lowerBound]), Shot.subject(of: String(name[end.upperBound...])))
  }

  /// Whether a name is one that songboard gives a shot of a type, whatever its number and subject.
  static func isName(_ name: String, of type: String) -> Bool {
    let own = parts(of: name).name
    let digits = own.utf8.reversed().prefix(while: \.isDigit).count
    return digits >= 3 && Int(own.suffix(digits)).map { self.name(of: type, number: $0) == own } == true
  }

  /// What of a name may be its type, the likeliest first: the whole name, that without who is shown, what stands before
  /// songboard's number, the first word, and that without the digits at its end.
  static func candidates(in name: String) -> [String] {
    let own = parts(of: name).name
    let word = String(name.prefix { $0.isLetter || $0.isNumber })
    let letters = String(word.prefix { !$0.isNumber })
    return [name, own, withoutNumber(own), word, letters].filter { !$0.isEmpty }
  }

  /// Whether a word ends as songboard's own names do: `M_S_002`.
  private static func isNumbered(_ word: Substring) -> Bool {
    let digits = word.utf8.reversed().prefix(while: \.isDigit).count
    return digits >= 3 && word.utf8.dropLast(digits).last == UInt8(ascii: "_")
  }

  /// `M_S` of `M_S_002`.
  private static func withoutNumber(_ name: String) -> String {
    let rest = name.utf8.reversed().drop(while: \.isDigit).reversed()
    return rest.count < name.utf8.count && rest.last == UInt8(ascii: "_")
      ? String(decoding: rest.dropLast(), as: UTF8.self) : ""
  }
}
