import StageKit

extension Report {
  /// Throws if there has been an error, for stages, which fail with one message.
  ///
  /// - Throws: ``StageFailure`` with the diagnostics, one after another.
  public func check() throws(StageFailure) {
    guard hasErrors else { return }
    throw StageFailure(sorted.map(\.description).joined(separator: "; "))
  }
}
