import Files
import Formats
import Glibc
import StageKit

/// A process of a program outside that serves one stage with its settings. One thread uses it at a time.
final class PluginProcess {
  /// How long a process that is told to end may take, in milliseconds.
  private static let patience: Int32 = 2_000
  /// How long it is watched after its work, in microseconds.
  private static let moment: UInt32 = 1_000

  /// What the process has been opened for; `nil` for one that has only been asked for formats.
  private(set) var opening: PluginOpening?
  /// Whether it did what a plugin must not; one that says `fail` goes on.
  private(set) var isBroken = false
  private let process: WorkerProcess
  private let channel: MessageChannel
  private let name: String
  private var isCancelled: () -> Bool

  /// Starts a process.
  ///
  /// - Throws: ``Failure`` that names the plugin and quotes its log.
  init(_ program: PluginProgram, log: OutputFile?, isCancelled: @escaping () -> Bool) throws(Failure) {
    name = program.name
    self.isCancelled = isCancelled
    process = try program.start("serve", log: log)
    process.giveUp(if: isCancelled)
    channel = MessageChannel(process)
    try send(Message(type: "hello", fields: [("protocol", .integer(PluginProgram.protocolVersion))]))
    let hello = try answer("hello")
    let version = hello.header["protocol"]?.integer
    guard version == PluginProgram.protocolVersion else {
      throw fault(
        Failure(
          "it speaks version \(version.map(String.init) ?? "none") of the protocol; "
            + "this program speaks \(PluginProgram.protocolVersion)"))
    }
  }

  /// Has it load what a stage needs; once.
  ///
  /// - Throws: ``Failure`` as the program says it.
  func open(for opening: PluginOpening) throws(Failure) {
    try send(opening.message)
    _ = try answer("opened")
    self.opening = opening
  }

  /// Whether it waits for work, and has said nothing that nobody asked for.
  var isQuiet: Bool { channel.isQuiet }

  /// Gives the process up in the middle of its work: it is not used again.
  func abandon() { isBroken = true }

  /// Waits a moment for what must not come once the work is done.
  ///
  /// - Throws: ``Failure`` if the program has ended, or written something.
  func checkEnd() throws(Failure) {
    usleep(Self.moment)
    guard channel.isQuiet else { throw fault(Failure("it ended, or wrote something, after `done`")) }
  }

  /// Whether to give up waiting, asked five times a second from now on.
  func giveUp(if isCancelled: @escaping () -> Bool) {
    self.isCancelled = isCancelled
    process.giveUp(if: isCancelled)
  }

  /// Sends a message.
  ///
  /// - Throws: ``Failure`` that names the plugin and quotes its log.
  func send(_ message: Message) throws(Failure) {
    do throws(Failure) { try channel.send(message) } catch { throw fault(error) }
  }

  /// Waits for the next answer; warnings before it are handed on.
  ///
  /// - Parameter types: What may come.
  /// - Throws: ``Failure`` as the program says it in a `fail`, or about what else comes.
  func answer(_ types: String..., warn: (String) -> Void = { _ in }) throws(Failure) -> Answer {
    while true {
      let answer: Answer
      do throws(Failure) { answer = try channel.next() } catch { throw fault(error) }
      if let answer = try accept(answer, types, warn: warn) { return answer }
    }
  }

  /// The next answer, if it is there.
  ///
  /// - Throws: As ``answer(_:warn:)`` does.
  func answerIfThere(_ types: String..., warn: (String) -> Void) throws(Failure) -> Answer? {
    while true {
      var answer: Answer?
      do throws(Failure) { answer = try channel.nextIfThere() } catch { throw fault(error) }
      guard let answer else { return nil }
      if let answer = try accept(answer, types, warn: warn) { return answer }
    }
  }

  private func accept(_ answer: Answer, _ types: [String], warn: (String) -> Void) throws(Failure) -> Answer? {
    if answer.type == "warn" {
      warn(answer.header["text"]?.text ?? "")
      return nil
    }
    // A sign of life, where nobody shows it.
    if answer.type == "progress", !types.contains(answer.type) { return nil }
    if answer.type == "fail" {
      throw Failure(answer.header["text"]?.text ?? "it failed", remedy: answer.header["remedy"]?.text ?? "")
    }
    guard types.contains(answer.type) else {
      throw fault(Failure("it sent '\(answer.type)' where '\(types.joined(separator: "' or '"))' was due"))
    }
    return answer
  }

  /// A failure with the plugin's name and the last lines of its log; the process is not used again.
  func fault(_ failure: Failure) -> Failure {
    isBroken = true
    let log = process.lastWords
    let isNamed = failure.reason.contains("the plugin '\(name)'")
    let quotes = log.isEmpty || failure.reason.contains(log) ? "" : ": \(log)"
    let isSilence = failure.reason.contains("gave nothing for")
    return Failure(
      (isNamed ? "" : "the plugin '\(name)': ") + failure.reason + quotes,
      remedy: isSilence ? "`timeout` in \(PluginFile.name) allows for longer work" : failure.remedy)
  }

  /// Has the process end, and all that it has started. One that waits for work, or whose work has been interrupted, is
  /// told, and may take a moment.
  func end() {
    let isInterrupted = isBroken && isCancelled()
    if !isBroken || isInterrupted {
      // One that does not read is not waited for.
      let deadline = ContinuousClock.now + .milliseconds(Int64(Self.patience))
      process.giveUp { ContinuousClock.now > deadline }
      try? channel.send(Message(type: isInterrupted ? "cancel" : "bye"))
    }
    process.end(patience: !isBroken || isInterrupted ? Self.patience : 0)
  }
}

/// What a process is opened for: a stage with its settings.
struct PluginOpening: Sendable, Hashable {
  let stage: String
  /// Objects in JSON, on one line.
  let settings: String
  let formats: String

  fileprivate var message: Message {
    Message(
      type: "open",
      fields: [("stage", .string(stage)), ("settings", .written(settings)), ("formats", .written(formats))])
  }
}
