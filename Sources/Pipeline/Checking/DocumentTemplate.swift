import StageKit
import Formats

/// Where a document goes, relative to the output folder: `{track}.{extension}`.
///
/// `{track}` is the track's name, `{name}` its last part, `{format}` the audio file's ending, `{stage}` the stage's
/// name in the pipeline and `{extension}` the document's ending.
struct DocumentTemplate {
  /// The run's own report, which stands in the output folder too.
  private static let reserved = "run.jsonl"
  private static let ofTracks = ["track", "name", "format"]
  private static let ofStages = ["stage", "extension"]
  /// The longest path that Linux opens, in bytes.
  private static let longest = 4096

  private let template: Template

  /// The template of a stage that has none of its own.
  static func standard(for granularity: Granularity) -> String {
    granularity.isOfCorpus ? "{stage}.{extension}" : "{track}.{extension}"
  }

  /// - Throws: ``Failure`` if the template could lead out of the output folder or has unknown placeholders.
  init(_ text: String, granularity: Granularity) throws(Failure) {
    guard text.utf8.count <= Self.longest else {
      throw Failure("a path of \(text.utf8.count) bytes", remedy: "\(Self.longest) are the most")
    }
    guard !text.hasPrefix("/") else {
      throw Failure("'\(text)' is absolute", remedy: "documents go into the output folder; name a path within it")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Failure("'\(text)' has a control character")
    }
    for part in text.split(separator: "/", omittingEmptySubsequences: false) where ["", ".", ".."].contains(part) {
      throw Failure(
        part.isEmpty ? "'\(text)' has an empty part" : "'\(text)' has the part '\(part)'",
        remedy: "write a plain path within the output folder")
    }
    guard text != Self.reserved else {
      throw Failure("'\(text)' is the run's own report", remedy: "choose another name")
    }
    template = Template(text)
    try Self.checkPlaceholders(template, granularity: granularity)
  }

  /// The template with what is known before a run filled in; `{track}`, `{name}` and `{format}` remain.
  func filled(stage: String, fileExtension: String) -> String {
    template.filled(["stage": stage, "extension": fileExtension])
  }

  private static func checkPlaceholders(_ template: Template, granularity: Granularity) throws(Failure) {
    let text = template.text
    guard template.isBalanced else { throw Failure("'\(text)' has a brace without its partner") }
    for word in template.placeholders {
      if granularity.isOfCorpus, ofTracks.contains(word) {
        throw Failure(
          "'\(text)' has {\(word)}, but the stage gives one document for the whole corpus",
          remedy: "placeholders here: {stage}, {extension}")
      }
      guard (ofTracks + ofStages).contains(word) else {
        let known = granularity.isOfCorpus ? ofStages : ofTracks + ofStages
        throw Failure("'\(text)': \(Spelling.unknown("placeholder", word, among: known))")
      }
    }
  }
}
