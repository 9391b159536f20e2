import StageKit

/// A program that answers one request after another, within limits, and of which nothing is left when it is over.
///
/// A guard ends all that it has started with it, and it with this value, or when this process ends in any way. One thread
/// uses it at a time.
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

  /// What a worker sees of this process.
  public struct Surroundings: Sendable, Hashable {
    /// The folder that it starts in; ours if `nil`.
    public var folder: String?
    /// The variables of our environment that it gets.
    public var inherited = ChildProcess.usualVariables
    /// Further variables.
    public var variables: [String: String] = [:]

    /// Our folder, and where programs and libraries lie.
    public init() {}
  }

  /// How long a program that gives no more may take to end, in milliseconds.
  private static let patience: Int32 = 2_000
  /// How much is drained at once, in rooms: one that never stops is not waited for.
  private static let drainedPieces = 16

  private let limits: Limits
  private let quotedLines: Int
  private let child: ChildProcess
  private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name, sought in the search path.
  ///   - name: What failures call it.
  ///   - log: Where all goes that it writes to standard error.
  ///   - quoting: How many of the last lines that it writes to standard error failures quote.
  /// - Throws: ``Failure`` if the system cannot start it.
  public init(
    _ program: String, _ arguments: [String], name: String, limits: Limits = Limits(),
    in surroundings: Surroundings = Surroundings(), log: OutputFile? = nil, quoting quotedLines: Int = 1
  ) throws(Failure) {
    // One that crashes ends at once: no debugger is run.
    let variables = surroundings.variables.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let child = try ChildProcess(
      program, arguments, name: name,
      in: .guarded(memory: limits.memory, folder: surroundings.folder ?? ""), takesInput: true,
      silence: limits.silence, inheriting: surroundings.inherited, and: variables)
    guard let child else { throw Failure("\(name) cannot be started: this program's own file cannot be run") }
    child.messages.log = log
    self.child = child
    self.limits = limits
    self.quotedLines = quotedLines
  }

  deinit {
    end(patience: 0)
    room.deallocate()
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

  /// Sends bytes while it takes what the program gives, as far as there is anything.
  ///
  /// - Parameters:
  ///   - taking: Is lent what the program gives, piece by piece.
  /// - Throws: ``Failure`` as ``send(_:)`` and ``read(into:)`` do.
  public func send(
    _ bytes: UnsafeRawBufferPointer, taking: (UnsafeRawBufferPointer) -> Void
  ) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let sent = try exchange(rest, waits: true, taking: taking).sent
      rest = UnsafeRawBufferPointer(rebasing: rest[sent...])
    }
  }

  /// Takes what the program gives.
  ///
  /// - Parameter waits: Whether to wait until there is anything.
  /// - Returns: Whether there was anything.
  /// - Throws: ``Failure`` as ``read(into:)`` does.
  public func take(waits: Bool, taking: (UnsafeRawBufferPointer) -> Void) throws(Failure) -> Bool {
    try exchange(UnsafeRawBufferPointer(start: nil, count: 0), waits: waits, taking: taking).received > 0
  }

  private func exchange(
    _ bytes: UnsafeRawBufferPointer, waits: Bool, taking: (UnsafeRawBufferPointer) -> Void
  ) throws(Failure) -> ChildProcess.Exchange {
    let exchange = try child.exchange(bytes, into: room, waits: waits)
    if exchange.received > 0 { taking(UnsafeRawBufferPointer(rebasing: room[..<exchange.received])) }
    if exchange.hasEnded { throw failureOfEnd }
    return exchange
  }

  /// Whether the program has ended by itself.
  public var hasEnded: Bool { child.hasEnded }

  /// Takes what the program gives no matter what it is, as far as it is there.
  ///
  /// - Returns: How many bytes it was, at most some megabytes.
  public func drain() -> Int {
    var count = 0
    for _ in 0..<Self.drainedPieces {
      let piece = try? child.exchange(UnsafeRawBufferPointer(start: nil, count: 0), into: room, waits: false)
      guard let piece, piece.received > 0 else { break }
      count += piece.received
    }
    child.messages.takeAllThere()
    return count
  }

  /// All that the program gives until it ends by itself.
  ///
  /// - Parameter limit: The most bytes that it may give.
  /// - Throws: ``Failure`` that tells how it ended, if not with success, or that it gives too much or nothing.
  public func output(atMost limit: Int) throws(Failure) -> [UInt8] {
    let output = try child.output(atMost: limit)
    let end = try child.finish()
    guard end.isSuccess else { throw failure(of: end) }
    return output
  }

  /// Waits until the program ends by itself, or ends it, and all that it has started.
  ///
  /// - Parameter patience: How long it may take, in milliseconds.
  public func end(patience: Int32) { _ = child.stop(patience: patience) }

  /// The last lines of what the program wrote to standard error, as one text; empty if there are none.
  public var lastWords: String { child.messages.lastLines(quotedLines).joined(separator: " | ") }

  private var failureOfEnd: Failure { failure(of: child.stop(patience: Self.patience)) }

  private func failure(of end: ProcessEnd) -> Failure {
    var reason = "\(child.name) ended with \(end)"
    // Many programs that get no more memory crash.
    if end.isBySignal { reason += ", under a limit of \(limits.memory >> 20) MiB of memory" }
    return Failure(lastWords.isEmpty ? reason : "\(reason): \(lastWords)")
  }
}
