/// What the end of a shard's process says, whatever engine ran it.
enum ShardEnd {
  /// All tracks are done.
  case done
  /// Some tracks failed for good, and are recorded: to run it again would fail them again.
  case failedTracks
  /// It can be run again: it was interrupted or killed, or the disk refused something.
  case unfinished
  /// The plan, the program or the command line is not as it must be: no other try ends better.
  case refused

  /// The exit code that asks for another try.
  static let retryCode: Int32 = 75
  /// Exit codes with which no other try ends better.
  static let finalCodes: [Int32] = [1, 2, 64]

  /// - Parameter code: The exit code; `nil` if a signal ended the process.
  init(code: Int32?) {
    self =
      switch code {
      case 0: .done
      case 1: .failedTracks
      case 2, 64: .refused
      default: .unfinished
      }
  }
}
