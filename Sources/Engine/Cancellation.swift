import Synchronization

/// Whether a run has been interrupted, for work that asks from threads of its own.
final class Cancellation: Sendable {
  private let isCancelled = Atomic(false)

  /// Interrupts the run.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// - Throws: `CancellationError` once the run is interrupted.
  func check() throws {
    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
  }
}
