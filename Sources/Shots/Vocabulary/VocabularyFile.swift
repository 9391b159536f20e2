import Formats
import StageKit

/// A vocabulary of shot types as a person writes it down:
///
///     types: [CU, MCU, MS, MLS, LS, XLS, ADS, MIS]
///     scale: [CU, MCU, MS, MLS, LS, XLS]
///     map: {FS: LS, WS: XLS}
public enum VocabularyFile {
  /// The keys of a file.
  static let fields = [
    WrittenField("types", types, isRequired: true, "The shot types, in the order of the columns of probabilities."),
    WrittenField("scale", types, "Those that are sizes, from the nearest to the farthest."),
    WrittenField("map", .mapping(.text()), "Other names, and the types that they stand for."),
  ]
  private static let types = WrittenForm.list(.text())

  /// What a file may look like.
  public static var form: WrittenForm { .record(fields) }

  /// The largest file that is read, in bytes.
  private static let sizeLimit = 1 << 20

  /// The vocabulary of a file; the paper's eight types where there is no file.
  ///
  /// - Throws: ``Failure`` with all that is wrong, by line and column.
  public static func vocabulary(of file: SettingFile?) throws(Failure) -> Vocabulary {
    guard let file else { return .concert }
    return try vocabulary(in: try file.content(atMost: sizeLimit), path: file.path)
  }

  /// The vocabulary of a text.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``Failure`` with all that is wrong, by line and column.
  public static func vocabulary(in bytes: [UInt8], path: String) throws(Failure) -> Vocabulary {
    var report = Diagnostics(file: path)
    let form = "a mapping such as {types: [CU, LS], scale: [CU, LS], map: {FS: LS}}"
    let values = NodeComposer.compose(bytes, report: &report)
      .flatMap { $0.values(of: "a vocabulary", form: form, keys: fields.map(\.name), report: &report) }
    let parts = parts(of: values, what: "a vocabulary", report: &report)
    try report.check()
    do throws(Failure) {
      return try Vocabulary(types: parts.types, scale: parts.scale, aliases: parts.aliases)
    } catch {
      throw Failure("\(path): \(error.reason)", remedy: error.remedy)
    }
  }

  /// What the keys `types`, `scale` and `map` of a file say; what is wrong with their form is reported.
  ///
  /// - Parameter what: What the file is, for the message.
  static func parts(
    of values: [String: Node.Entry]?, what: String, report: inout Diagnostics
  ) -> (types: [String], scale: [String], aliases: [String: String]) {
    if let values, values["types"] == nil { report.error(.whole, "\(what) lacks `types`, the list of shot types") }
    let types = names(values?["types"], report: &report)
    let scale = names(values?["scale"], report: &report)
    var aliases: [String: String] = [:]
    let map = values?["map"]?.value.entries(of: "`map`", form: "a mapping such as {FS: LS}", report: &report)
    for entry in map ?? [] {
      if let type = entry.value.text?.value {
        aliases[entry.key.value] = type
      } else {
        report.error(entry.value.mark, "`\(entry.key.value)` must stand for a shot type, found \(entry.value.noun)")
      }
    }
    return (types, scale, aliases)
  }

  private static func names(_ entry: Node.Entry?, report: inout Diagnostics) -> [String] {
    guard let entry else { return [] }
    if entry.value.texts == nil {
      report.error(
        entry.value.mark, "`\(entry.key.value)` must be a list of shot types, found \(entry.value.noun)")
    }
    return (entry.value.texts ?? []).map(\.value)
  }
}
