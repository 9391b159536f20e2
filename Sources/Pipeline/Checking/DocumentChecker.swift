import StageKit
import Formats

/// Gives each document its place and makes sure that no two share one.
struct DocumentChecker {
  /// Who writes a file, by its template.
  private var writers: [String: PortReference] = [:]

  /// Fills in a stage's documents; to be called in the file's order.
  mutating func check(_ draft: inout StageDraft, report: inout Diagnostics) {
    guard let granularity = draft.granularity else { return }
    let outputs = draft.outputs.filter { $0.kind == .document }
    let written = draft.entry.template
    let mark = written?.mark ?? draft.mark
    guard !outputs.isEmpty else {
      if written != nil {
        report.error(mark, "stage '\(draft.name)' gives no document; `to` has no meaning here")
      }
      return
    }
    do throws(Failure) {
      let template = try DocumentTemplate(
        written?.value ?? DocumentTemplate.standard(for: granularity), granularity: granularity)
      for output in outputs {
        let path = template.filled(stage: draft.name, fileExtension: output.fileExtension ?? output.name)
        let port = PortReference(stage: draft.name, port: output.name)
        if let other = writers.updateValue(port, forKey: path) { throw Self.clash(port, other, path) }
        draft.documents[output.name] = path
      }
    } catch {
      report.error(mark, written == nil ? error.description : "`to` of stage '\(draft.name)': \(error)")
    }
  }

  private static func clash(_ port: PortReference, _ other: PortReference, _ path: String) -> Failure {
    let remedy =
      port.stage == other.stage
      ? "tell them apart with {extension} in `to`"
      : "give one of them another `to`, such as {track}.{stage}.{extension}"
    return Failure("\(other) and \(port) would both write '\(path)'", remedy: remedy)
  }
}
