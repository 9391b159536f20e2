import Dispatch
import Glibc

/// Turns the first Ctrl-C (or SIGTERM) into the cancellation of a task; the second ends the program at once.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Watches for signals until ``end()``.
  init(cancel: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number -> any DispatchSourceSignal in
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
  func end() {
    for source in sources { source.cancel() }
  }
}
