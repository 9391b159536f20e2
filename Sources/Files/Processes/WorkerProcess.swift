import StageKit

/// A program that answers one request after another, within limits, and of which nothing is left when it is over.
///
/// It leads a group of processes. The group is killed with this value, and, by a guard in it, when this process ends in
/// any way. One thread uses it at a time.
public final class WorkerProcess: @unchecked Sendable {
  /// How much a worker may take.
  public struct Limits: Sendable, Hashable {
    /// The memory for data, in bytes, of the program and of each that it starts.
    public var memory = 1 << 30
    /// How long it may give nothing that is waited for, in seconds.
    public var silence = 120

    /// Limits: 1 GiB, and two minutes.
    public init(memory: Int = 1 << 30, silence: Int = 120) {
      self.memory = memory
      self.silence = silence
    }
  }

  /// How long a program that gives no more may take to end, in milliseconds.
  private static let patience: Int32 = 2_000

  private let limits: Limits
  private let child: ChildProcess
  /// It ends the group once nobody holds the other end of its standard input.
  private let guardian: ChildProcess

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name, sought in the search path.
  ///   - name: What failures call it.
  /// - Throws: ``Failure`` if the system cannot start it.
  public init(_ program: String, _ arguments: [String], name: String, limits: Limits = Limits()) throws(Failure) {
    // A limit that is lower already stays. One that crashes ends at once: it leaves no file, and no debugger is run.
    let script =
      "ulimit -c 0; ulimit -d \(limits.memory >> 10) 2>/dev/null; SWIFT_BACKTRACE=enable=no exec \"$0\" \"$@\""
    child = try Self.shell(script, [program] + arguments, name: name, in: .own, silence: limits.silence)
    guardian = try Self.shell("read -r _; kill -KILL 0", [], name: "the guard of \(name)", in: .of(child.process))
    self.limits = limits
  }

  private static func shell(
    _ script: String, _ arguments: [String], name: String, in group: ProcessGroup, silence: Int = 1
  ) throws(Failure) -> ChildProcess {
    let words = ["-c", script] + arguments
    let process = try ChildProcess("/bin/sh", words, name: name, in: group, takesInput: true, silence: silence)
    guard let process else { throw Failure("\(name) cannot be started: there is no /bin/sh") }
    return process
  }

  /// Whether to give up waiting, asked five times a second from now on.
  public func giveUp(if isCancelled: @escaping () -> Bool) { child.isCancelled = isCancelled }

  /// Sends bytes to the program.
  ///
  /// - Throws: ``Failure`` that tells how it ended, that it takes nothing, or that waiting was given up.
  public func send(_ bytes: [UInt8]) throws(Failure) {
    guard try child.send(bytes) else { throw failureOfEnd }
  }

  /// Fills a buffer with what the program gives.
  ///
  /// - Throws: ``Failure`` that tells how it ended, that it gives nothing, or that waiting was given up.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) {
    guard try child.read(into: buffer) == buffer.count else { throw failureOfEnd }
  }

  private var failureOfEnd: Failure {
    let end = child.stop(patience: Self.patience)
    var reason = "\(child.name) ended with \(end)"
    // Many programs that get no more memory crash.
    if end.isBySignal { reason += ", under a limit of \(limits.memory >> 20) MiB of memory" }
    let words = child.lastMessage
    return Failure(words.isEmpty ? reason : "\(reason): \(words)")
  }
}
