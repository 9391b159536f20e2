import FoundationEssentials
import StageKit

extension LearningReport {
  /// The report as JSON with sorted keys, so that the same report gives the same bytes.
  ///
  /// - Throws: ``Failure`` if a number is infinite or none, as of a training run that diverged.
  public func json() throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(ReportRecord(self)), as: UTF8.self) + "\n"
    } catch {
      throw Failure(
        "the report holds a number that JSON cannot write", remedy: "lower learning_rate: the training diverged")
    }
  }
}
