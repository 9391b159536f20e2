import ArgumentParser
import Dispatch
import Glibc

/// Turns the first Ctrl-C (or SIGTERM, or the end of the terminal) into the cancellation of a task; the second ends the
/// program at once. There is one for a command, from its start to its end: a signal between two would be lost.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Does work that a signal cancels.
  ///
  /// - Parameter grace: How many seconds the work has to come to an end before the program ends with 75, whatever it is at:
  ///   all that a run writes may be cut off. `nil` for any time.
  /// - Throws: What the work throws; `ExitCode` 75 if it was cancelled and did not come to an end of its own.
  static func interruptible<Outcome: Sendable>(
    grace: Double? = nil, _ work: @escaping @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    let task = Task { try await work() }
    let interruption = Interruption {
      task.cancel()
      if let grace { DispatchQueue.global().asyncAfter(deadline: .now() + grace) { _exit(75) } }
    }
    defer { interruption.end() }
    do {
      return try await task.value
    } catch  where task.isCancelled && !(error is ExitCode) {
      throw ExitCode(75)
    }
  }

  /// Watches for signals until ``end()``.
  private init(cancel: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number -> any DispatchSourceSignal in
      // The handler must not end the program before the source sees the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        signal(number, SIG_DFL)
        cancel()
      }
      source.resume()
      return source
    }
  }

  /// Stops watching.
  private func end() {
    for source in sources { source.cancel() }
  }
}
