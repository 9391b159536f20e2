import Files
import Formats
import Glibc
import StageKit

/// A process of a program outside that serves one stage with its settings at a time. One thread uses it at a time.
final class PluginProcess {
  /// How long processes that are told to end may take.
  private static let patience = Duration.seconds(2)
  /// How often they are looked at meanwhile, in microseconds.
  private static let glance: UInt32 = 2_000
  /// How long it is watched after its work, in microseconds.
  private static let moment: UInt32 = 1_000

  /// What the process has been opened for last; `nil` for one that has then been asked for formats.
  private(set) var opening: PluginOpening?
  /// Whether it did what a plugin must not; one that says `fail` goes on.
  private(set) var isBroken = false
  /// What it refused by `fail`, if it has done nothing else since.
  private(set) var refusal: Failure?
  private let process: WorkerProcess
  private let channel: MessageChannel
  private let program: PluginProgram
  private let side: HostSide
  private var isCancelled: () -> Bool

  /// Starts a process.
  ///
  /// - Throws: ``Failure`` that names the plugin and quotes its log.
  init(_ program: PluginProgram, side: HostSide, isCancelled: @escaping () -> Bool) throws(Failure) {
    self.program = program
    self.side = side
    self.isCancelled = isCancelled
    process = try program.start("serve", log: side.log)
    process.giveUp(if: isCancelled)
    channel = MessageChannel(process)
    try send(
      Message(
        type: "hello",
        fields: [("protocol", .integer(PluginProgram.protocolVersion)), ("songboard", .string(side.version))]))
    let hello = try answer("hello")
    let version = hello.header["protocol"]?.integer
    guard version == PluginProgram.protocolVersion else {
      throw fault(
        Failure(
          "it speaks version \(version.map(String.init) ?? "none") of the protocol; "
            + "this program speaks \(PluginProgram.protocolVersion)"))
    }
    try checkUnchanged()
  }

  private var title: String { "the plugin '\(program.name)'" }

  /// Has it load what a stage needs, if that is not what it was opened for last.
  ///
  /// - Parameter opening: The stage; `nil` for questions that end what it was opened for.
  /// - Throws: ``Failure`` as the program says it.
  func open(for opening: PluginOpening?) throws(Failure) {
    guard opening != self.opening else { return }
    self.opening = nil
    guard let opening else { return }
    try send(opening.message)
    _ = try answer("opened")
    self.opening = opening
  }

  /// Whether it waits for work, and has said nothing that nobody asked for.
  var isQuiet: Bool { channel.isQuiet }

  /// Gives the process up in the middle of its work: it is not used again.
  func abandon() { isBroken = true }

  /// Waits a moment for what must not come once the work is done, before what it gave is kept.
  ///
  /// - Throws: ``Failure`` if the program has ended, or written something, or is not what it was when it was found.
  func checkEnd() throws(Failure) {
    usleep(Self.moment)
    guard channel.isQuiet else { throw fault(Failure("it ended, or wrote something, after `done`")) }
    try checkUnchanged()
  }

  /// Checks that the plugin is what it was when it was found, before an answer is kept.
  ///
  /// - Throws: ``Failure`` that names the file that has changed.
  func checkUnchanged() throws(Failure) {
    do throws(Failure) { try program.checkUnchanged() } catch { throw fault(error) }
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
  /// - Parameters:
  ///   - types: What may come.
  ///   - warn: Takes warnings; by default they are the host's, since they are of no track.
  /// - Throws: ``Failure`` as the program says it in a `fail`, or about what else comes.
  func answer(_ types: String..., warn: ((String) -> Void)? = nil) throws(Failure) -> Answer {
    let warn = warn ?? { [side, title] in side.warn("\(title): \($0)") }
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
    refusal = nil
    // A sign of life, where nobody shows it.
    if answer.type == "progress", !types.contains(answer.type) { return nil }
    if answer.type == "fail" {
      let failure = Failure(
        "\(title): \(answer.header["text"]?.text ?? "it failed")", remedy: answer.header["remedy"]?.text ?? "")
      refusal = failure
      throw failure
    }
    guard types.contains(answer.type) else {
      throw fault(Failure("it sent '\(answer.type)' where '\(types.joined(separator: "' or '"))' was due"))
    }
    return answer
  }

  /// A failure with the plugin's name and the last lines of its log; the process is not used again.
  func fault(_ failure: Failure) -> Failure {
    (isBroken, refusal) = (true, nil)
    let log = process.lastWords
    let isNamed = failure.reason.contains(title)
    let quotes = log.isEmpty || failure.reason.contains(log) ? "" : ": \(log)"
    let isSilence = failure.reason.contains("gave nothing for")
    return Failure(
      (isNamed ? "" : "\(title): ") + failure.reason + quotes,
      remedy: isSilence ? "`timeout` in \(PluginFile.name) allows for longer work" : failure.remedy)
  }

  /// Has processes end, and all that they have started. Those that wait for work, or whose work has been interrupted, are
  /// told, all at once, and may take a moment.
  ///
  /// - Returns: What they did that they must not: sentences.
  static func end(_ processes: [PluginProcess]) -> [String] {
    let deadline = ContinuousClock.now + patience
    var faults: [String] = []
    var waiting: [PluginProcess] = []
    for process in processes {
      if !process.isBroken, !process.isQuiet {
        process.isBroken = true
        faults.append("\(process.title) ended, or wrote something, after its work was done")
      }
      if process.says(goodbyeBefore: deadline) { waiting.append(process) }
    }
    while !waiting.isEmpty, ContinuousClock.now < deadline {
      waiting.removeAll { process in
        // What it wrote before its end is there once it has ended.
        let hasEnded = process.process.hasEnded
        if process.process.drain() > 0, !process.isBroken {
          process.isBroken = true
          faults.append("\(process.title) wrote something after `bye`")
        }
        return hasEnded
      }
      if !waiting.isEmpty { usleep(glance) }
    }
    for process in processes { process.process.end(patience: 0) }
    return faults
  }

  /// Tells it to end. One that does not read is not waited for.
  ///
  /// - Returns: Whether it may take a moment; one that did what it must not may not.
  private func says(goodbyeBefore deadline: ContinuousClock.Instant) -> Bool {
    let isInterrupted = isBroken && isCancelled()
    guard !isBroken || isInterrupted else { return false }
    process.giveUp { ContinuousClock.now > deadline }
    try? channel.send(Message(type: isInterrupted ? "cancel" : "bye"))
    return true
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
