import StageKit

/// What is wrong with a file, so that all of it is said at once.
struct Faults {
  /// How many are worth showing.
  private static let shown = 20

  private var sentences: [String] = []

  /// Takes a failure in.
  mutating func add(_ failure: Failure) {
    sentences.append(failure.description)
  }

  /// - Throws: ``Failure`` with all failures, if there has been one.
  func check() throws(Failure) {
    guard !sentences.isEmpty else { return }
    let more = sentences.count > Self.shown ? ["\(sentences.count - Self.shown) more"] : []
    throw Failure((sentences.prefix(Self.shown) + more).joined(separator: "; "))
  }
}
