import Shots

/// The shot type in a clip's name: `XLS_001`, `CU 3`, `mcu-take2.mov`.
enum ClipType {
  /// The type as the vocabulary will find it; where there is none, what would stand in its place.
  ///
  /// The whole name counts first, then its first word, then that without the digits at its end.
  static func type(in name: String, vocabulary: Vocabulary) -> String {
    let word = String(name.prefix { $0.isLetter || $0.isNumber })
    let letters = String(word.prefix { !$0.isNumber })
    let candidates = [name, word, letters].filter { !$0.isEmpty }
    return candidates.first { (try? vocabulary.column(of: $0)) != nil } ?? candidates.last ?? name
  }
}
