import Glibc

/// How a program ended.
public struct ProcessEnd: Sendable, CustomStringConvertible {
  private let status: Int32

  /// Waits for a program's end.
  init(of process: pid_t) {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    self.status = status
  }

  /// Whether the program says that it did its work: exit code 0.
  public var isSuccess: Bool { status == 0 }

  /// The exit code; `nil` if a signal ended it.
  public var exitCode: Int32? { isBySignal ? nil : status >> 8 & 0xff }

  /// Whether a signal ended it, as when it crashes.
  var isBySignal: Bool { signal != 0 }

  private var signal: Int32 { status & 0x7f }

  /// `exit code 3`, or `signal 11 (Segmentation fault)`.
  public var description: String {
    exitCode.map { "exit code \($0)" }
      ?? "signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? ""))"
  }
}
