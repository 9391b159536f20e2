import Formats
import StageKit

/// A film language as a person writes it down, or the stage `language` after watching edits:
///
///     types: [CU, LS, ADS]
///     scale: [CU, LS]
///     opening: {LS: 1}
///     openings: {chorus: [CU, LS]}
///     pairs: {LS: {ADS: 0.5}}
///     lengths: {mean: 3.2 s, types: {ADS: 0.7}}
///     cuts: {downbeat: 1, off_beat: -2, lead: 80 ms}
///
/// Every key but `types` may be left out: the file is then silent about types, as ``FilmLanguage/neutral(_:)`` is, and has
/// the concert language's lengths and cuts.
///
/// | key | what it says | if it is not there |
/// |---|---|---|
/// | `types`, `scale`, `map` | as in a file of a vocabulary | `types` must be there |
/// | `shares` | by type: its part of the shots, to any sum | all alike |
/// | `limits` | by type: the least and the most share of a film's time, such as `{ADS: [0, 0.12]}` | none |
/// | `opening` | by type: the chance of opening the film, to any sum; a type that is not named never does | all alike |
/// | `openings` | by role: the types that may open a section | any |
/// | `repeat` | `forbid` or `allow`: whether a shot may follow one of its own type | `forbid` |
/// | `aba` | log weight that going straight back takes | 0 |
/// | `steps` | factors for types 1, 2, 3 ... sizes apart; the last holds for what is farther | 1 |
/// | `pairs` | by type, by the type after it: a factor in place of that of `steps`; 0 forbids | 1 off the scale |
/// | `lengths` | `mean` in s, `sigma`, `tempo`, factors by `types` and by `roles` (1 for those not named) | see above |
/// | `cuts` | `section`, `downbeat`, `beat`, `cross`, `off_beat` (`never`), `even_bars`, `lead`, `spread` | see above |
public enum FilmLanguageFile {
  /// The largest file that is read, in bytes.
  private static let sizeLimit = 1 << 20

  /// The language of a file.
  ///
  /// - Throws: ``Failure`` with all that is wrong, by line and column.
  public static func language(of file: SettingFile) throws(Failure) -> FilmLanguage {
    try language(in: try file.content(atMost: sizeLimit), path: file.path)
  }

  /// The language of a text.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``Failure`` with all that is wrong, by line and column.
  public static func language(in bytes: [UInt8], path: String) throws(Failure) -> FilmLanguage {
    var report = Diagnostics(file: path)
    let form = "a mapping such as {types: [CU, LS], lengths: {mean: 3.2}}"
    let values = NodeComposer.compose(bytes, report: &report)
      .flatMap { $0.values(of: "a film language", form: form, keys: Key.allCases.map(\.rawValue), report: &report) }
    let parts = VocabularyFile.parts(of: values, what: "a film language", report: &report)
    try report.check()
    let vocabulary: Vocabulary
    do throws(Failure) {
      vocabulary = try Vocabulary(types: parts.types, scale: parts.scale, aliases: parts.aliases)
    } catch {
      throw Failure("\(path): \(error.reason)", remedy: error.remedy)
    }
    var reader = LanguageReader(vocabulary, values: values ?? [:], report: report)
    let language = reader.language()
    try reader.report.check()
    return language
  }

  /// The keys of a file.
  enum Key: String, CaseIterable {
    case types, scale, map, shares, limits, opening, openings, `repeat`, aba, steps, pairs, lengths, cuts
  }
}
