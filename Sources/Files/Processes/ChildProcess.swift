import Glibc
import StageKit

/// A program whose output is read as it comes. It ends with this value at the latest, and if it leads a group, the group
/// with it; if it is guarded, all that it has started.
public final class ChildProcess {
  /// The variables of our environment that a program gets unless others are named: where programs and libraries lie.
  public static let usualVariables = ["PATH", "LD_LIBRARY_PATH"]

  /// How often waiting looks whether it is to be given up, in milliseconds.
  private static let glance: Int32 = 200

  /// What the program writes to standard error.
  public internal(set) var messages: ProcessMessages
  /// Whether to give up waiting; asked five times a second.
  public var isCancelled: () -> Bool = { Task.isCancelled }

  /// The number of the program, or of its guard, in the system.
  private let process: pid_t
  /// What failures call it.
  let name: String

  private let group: ProcessGroup
  private let silence: Int
  private let input: Int32
  private var output: Int32
  private var end: ProcessEnd?

  /// Starts a program; `nil` if it is not installed.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name, sought in the search path.
  ///   - name: What failures call it; by default as above.
  ///   - group: The group of processes that it is in.
  ///   - takesInput: Whether it is sent anything; else its standard input is empty. One that is guarded must be.
  ///   - silence: How long it may give nothing, or take nothing, before it is taken to hang, in seconds.
  ///   - inheriting: The variables of our environment that it gets.
  ///   - variables: Further ones.
  /// - Throws: ``Failure`` if the system cannot start it.
  public init?(
    _ program: String, _ arguments: [String], name: String? = nil, in group: ProcessGroup, takesInput: Bool = false,
    silence: Int = 120, inheriting: [String] = usualVariables, and variables: [String: String] = [:]
  ) throws(Failure) {
    let start = ProcessStart(
      program, arguments, in: group, takesInput: takesInput, inheriting: inheriting, and: variables)
    if start.code == ENOENT { return nil }
    if start.code != 0 {
      throw Failure("\(name ?? program) cannot be started: \(String(cString: strerror(start.code)))")
    }
    self.group = group
    self.silence = silence
    self.name = name ?? program
    process = start.process
    input = start.input
    output = start.output
    messages = ProcessMessages(from: start.errors)
  }

  deinit {
    _ = stop()
    messages.close()
    for descriptor in [input, output] where descriptor >= 0 { close(descriptor) }
  }

  /// Sends bytes to the program's standard input.
  ///
  /// - Returns: False if the program has ended, or reads no more.
  /// - Throws: ``Failure`` if the program takes nothing for too long, or waiting is given up.
  func send(_ bytes: [UInt8]) throws(Failure) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      try wait(for: [(input, POLLOUT)])
      let count = rest.withUnsafeBytes {
        Glibc.send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      guard count >= 0 || errno == EAGAIN || errno == EINTR else { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  /// Fills a buffer from the program's output; fewer bytes come only at its end.
  ///
  /// - Throws: ``Failure`` if the program gives nothing for too long, or waiting is given up.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    var filled = 0
    while filled < buffer.count, output >= 0 {
      let got = Glibc.read(output, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      switch got {
      case 1...: filled += got
      case 0: Self.end(&output)
      default: try wait(for: [(output, POLLIN)])
      }
    }
    return filled
  }

  /// All that the program gives until its output ends.
  ///
  /// - Parameter limit: The most bytes that it may give.
  /// - Throws: ``Failure`` if that is too much, or it gives nothing for too long, or waiting is given up.
  public func output(atMost limit: Int) throws(Failure) -> [UInt8] {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { room.deallocate() }
    var output: [UInt8] = []
    while true {
      let count = try read(into: room)
      output += room[..<count]
      guard output.count <= limit else { throw Failure("\(name) gave more than \(limit) bytes") }
      if count < room.count { return output }
    }
  }

  /// What came of an ``exchange(_:into:waits:)``.
  struct Exchange {
    /// How many bytes the program took.
    var sent = 0
    /// How many bytes it gave.
    var received = 0
    /// Whether it takes no more, or gives no more.
    var hasEnded = false

    fileprivate var isNothing: Bool { sent == 0 && received == 0 && !hasEnded }
  }

  /// Sends as many bytes as the program takes at once, and takes what it gives meanwhile, so that neither waits for the
  /// other.
  ///
  /// - Parameters:
  ///   - buffer: Where what it gives goes to; it is not empty.
  ///   - waits: Whether to wait until there is anything of either.
  /// - Throws: ``Failure`` if there is nothing for too long, or waiting is given up.
  func exchange(
    _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer, waits: Bool
  ) throws(Failure) -> Exchange {
    while true {
      var exchange = Exchange()
      let got = output < 0 ? 0 : Glibc.read(output, buffer.baseAddress, buffer.count)
      if got > 0 { exchange.received = got }
      if got == 0 { exchange.hasEnded = true }
      if !bytes.isEmpty, !exchange.hasEnded {
        let count = Glibc.send(input, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        if count > 0 { exchange.sent = count }
        if count < 0, errno != EAGAIN, errno != EINTR { exchange.hasEnded = true }
      }
      guard exchange.isNothing, waits else { return exchange }
      try wait(for: [(output, POLLIN)] + (bytes.isEmpty ? [] : [(input, POLLOUT)]))
    }
  }

  /// Waits for the program's end; what its output still holds is lost.
  ///
  /// - Throws: ``Failure`` if it says nothing for too long, also when it can say nothing any more, or waiting is given up.
  public func finish() throws(Failure) -> ProcessEnd {
    Self.end(&output)
    while messages.isOpen { try wait(for: [(messages.descriptor, POLLIN)]) }
    var pause: UInt32 = 500
    try wait {
      if hasEnded { return true }
      usleep(pause)
      pause = min(2 * pause, UInt32(Self.glance) * 1000)
      return hasEnded
    }
    return stop()
  }

  /// Asks the program to end, as a person would with `kill`, and then ends it.
  ///
  /// - Parameter patience: How long it may take to end by itself, in milliseconds.
  public func interrupt(patience: Int32) {
    if end == nil, !hasEnded { kill(process, SIGTERM) }
    _ = stop(patience: patience)
  }

  /// Ends the program, and its group if it leads one; with a guard all that it has started, else that may live on.
  ///
  /// - Parameter patience: How long it may take to end by itself, in milliseconds.
  func stop(patience: Int32 = 0) -> ProcessEnd {
    if let end { return end }
    for _ in 0..<patience / 10 where !hasEnded { usleep(10_000) }
    // Before its number is free for others.
    switch group {
    case .own: kill(-process, SIGKILL)
    case .ours: kill(process, SIGKILL)
    // A guard ends all as soon as nobody listens any more, and then itself.
    case .guarded: shutdown(input, Int32(SHUT_RDWR))
    }
    let end = ProcessEnd(of: process)
    self.end = end
    // What it said last.
    messages.takeAllThere()
    return end
  }

  /// Whether the program has ended by itself.
  var hasEnded: Bool {
    // Its number may be another's by now.
    if end != nil { return true }
    var info = siginfo_t()
    waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
    return info.si_signo != 0
  }

  /// Waits until a descriptor is ready; takes what the program writes to standard error on the way.
  private func wait(for descriptors: [(number: Int32, event: Int32)]) throws(Failure) {
    try wait {
      var streams = [pollfd(fd: messages.descriptor, events: Int16(POLLIN), revents: 0)]
      streams += descriptors.map { pollfd(fd: $0.number, events: Int16($0.event), revents: 0) }
      poll(&streams, nfds_t(streams.count), Self.glance)
      if streams[0].revents != 0 { messages.take() }
      return streams.dropFirst().contains { $0.revents != 0 }
    }
  }

  /// Waits until something is so, which is looked for a glance at a time.
  private func wait(until isSo: () -> Bool) throws(Failure) {
    var waited = Duration.zero
    var before = ContinuousClock.now
    while waited < .seconds(silence) {
      if isSo() { return }
      if isCancelled() { throw Failure("\(name) was left when the run was interrupted", remedy: "run again") }
      // Time in which this process was stopped itself does not count.
      let now = ContinuousClock.now
      waited += min(now - before, .milliseconds(Int64(2 * Self.glance)))
      before = now
    }
    throw Failure("\(name) gave nothing for \(silence) s")
  }

  private static func end(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }
}
