import Glibc
import Synchronization

/// A program whose output is read as it comes. It reads no input, and ends with this value at the latest.
final class ChildProcess {
  /// How long a program may give nothing before it is taken to hang, in milliseconds.
  private static let patience: Int32 = 120_000
  /// How often waiting looks whether the task is cancelled, in milliseconds.
  private static let glance: Int32 = 200
  /// How much of what a program writes to standard error is kept, in bytes.
  private static let messageLimit = 1 << 13

  /// One program at a time is started: another one's pipe, before it is marked as ours alone, would stay open in this one.
  private static let starting = Mutex(())

  /// What the program has written to standard error, the first 8 KiB.
  private(set) var messages: [UInt8] = []

  private let file: ByteFile
  private let process: pid_t
  private var output: Int32
  private var errors: Int32
  private var isRunning = true

  /// Starts a program; `nil` if it is not installed.
  ///
  /// - Parameters:
  ///   - program: Its name, sought in the search path.
  ///   - file: The file that failures name.
  init?(_ program: String, _ arguments: [String], for file: ByteFile) throws(AudioFailure) {
    let start = Self.starting.withLock { _ in ProcessStart(program, arguments) }
    if start.code == ENOENT { return nil }
    if start.code != 0 {
      throw file.failure(
        .unreadable, "cannot be given to \(program): \(String(cString: strerror(start.code)))",
        "see whether \(program) starts")
    }
    self.file = file
    process = start.process
    output = start.output
    errors = start.errors
  }

  deinit {
    if isRunning {
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    for descriptor in [output, errors] where descriptor >= 0 { close(descriptor) }
  }

  /// Fills a buffer from the program's output; fewer bytes come only at its end.
  ///
  /// - Throws: ``AudioFailure`` if the program gives nothing for two minutes, or the task is cancelled.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudioFailure) -> Int {
    var filled = 0
    while filled < buffer.count, output >= 0 {
      try wait()
      let got = Glibc.read(output, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      if got > 0 { filled += got }
      if got == 0 { Self.end(&output) }
    }
    return filled
  }

  /// Waits for the program's end.
  ///
  /// - Returns: Its exit code; 128 and the signal's number if a signal ended it.
  func finish() throws(AudioFailure) -> Int32 {
    Self.end(&output)
    while errors >= 0 { try wait() }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    isRunning = false
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  /// Waits until the output, or where that has ended the errors, can be read without blocking; takes errors on the way.
  private func wait() throws(AudioFailure) {
    var waited: Int32 = 0
    while waited < Self.patience {
      var streams = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&streams, 2, Self.glance)
      if streams[1].revents != 0 { takeMessages() }
      if streams[0].revents != 0 || (output < 0 && errors < 0) { return }
      if Task.isCancelled { throw file.failure(.unreadable, "was left when the run was interrupted", "run again") }
      waited = ready == 0 ? waited + Self.glance : 0
    }
    throw file.failure(
      .unreadable, "keeps its decoder busy: it gave nothing for \(Self.patience / 1000) s",
      "see whether ffmpeg can convert it")
  }

  private func takeMessages() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let got = Glibc.read(errors, &bytes, bytes.count)
    if got == 0 { Self.end(&errors) }
    if got > 0 { messages += bytes.prefix(min(got, Self.messageLimit - messages.count)) }
  }

  private static func end(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
