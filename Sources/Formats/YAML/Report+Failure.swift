import StageKit

extension Report {
  /// Throws if there has been an error, for stages, which fail with one message.
  ///
  /// - Throws: ``Failure`` with the diagnostics, one after another.
  public func check() throws(Failure) {
    guard hasErrors else { return }
    throw Failure(sorted.map(\.description).joined(separator: "; "))
  }
}
