import Files
import FoundationEssentials
import Glibc
import StageKit

/// Slurm's queue as its own commands show it.
struct SlurmQueue: Sendable {
  /// A task or job in the queue, or one that ended a short while ago.
  struct Task {
    /// `1234_7`, or `1234_[8-20]` of many that wait.
    let id: String
    /// `PENDING`, `RUNNING`, `COMPLETED` ...
    let state: String
    /// Its exit code; `nil` if a signal ended it.
    let code: Int32?
    /// Why it waits.
    let reason: String

    /// Whether it will not run again.
    var hasEnded: Bool { Self.ends.contains(state) }

    /// How it ended: `failed, exit code 75`.
    var end: String { "\(state.lowercased()), \(code.map { "exit code \($0)" } ?? "by a signal")" }

    /// Source: JOB STATE CODES of squeue(1).
    private static let ends: Set = [
      "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED",
      "TIMEOUT",
    ]
  }

  /// The name that all its jobs have.
  let name: String

  /// The number that is above any index of an array.
  ///
  /// - Throws: ``Failure`` if Slurm does not answer.
  static func maxArraySize() throws(Failure) -> Int {
    for line in try output(["scontrol", "show", "config"]).split(separator: "\n") {
      let sides = line.split(separator: "=").map { $0.trimmed }
      if sides.count == 2, sides[0] == "MaxArraySize", let size = Int(sides[1]), size > 1 { return size }
    }
    throw Failure("`scontrol show config` names no MaxArraySize above 1", remedy: "ask the cluster's people for arrays")
  }

  /// Submits a script.
  ///
  /// - Parameter predecessor: The job that must end well before.
  /// - Returns: The job's number.
  /// - Throws: ``Failure`` with what `sbatch` says.
  func submit(_ script: String, after predecessor: String? = nil) throws(Failure) -> String {
    let dependency = predecessor.map { ["--dependency=afterok:\($0)", "--kill-on-invalid-dep=yes"] } ?? []
    let answer = try Self.output(["sbatch", "--parsable"] + dependency + [script])
    // Of several clusters, the cluster's name follows.
    return answer.trimmed.split(separator: ";").first.map(String.init) ?? ""
  }

  /// The jobs of this name and user.
  ///
  /// - Throws: ``Failure`` if Slurm does not answer.
  func tasks() throws(Failure) -> [Task] {
    let widths = [64, 24, 16, 128]
    let columns = zip(["JobArrayID", "State", "exit_code", "Reason"], widths).map { "\($0):\($1)" }
    let words = ["--states=all", "--name=\(name)", "--user=\(getuid())", "--Format=\(columns.joined(separator: ","))"]
    return try Self.output(["squeue", "--noheader"] + words).split(separator: "\n").map { line in
      var rest = Array(line.utf8)[...]
      let fields = widths.map { width in
        defer { rest = rest.dropFirst(width) }
        return String(decoding: rest.prefix(width), as: UTF8.self).trimmed
      }
      // As wait(2) gives it: the signal in the low byte.
      let status = Int32(fields[2]) ?? 0
      return Task(id: fields[0], state: fields[1], code: status & 0x7f == 0 ? status >> 8 : nil, reason: fields[3])
    }
  }

  /// Takes a task out of the queue.
  func cancel(_ task: Task) { _ = try? Self.output(["scancel", task.id]) }

  private static func output(_ words: [String]) throws(Failure) -> String {
    let variables = Array(ProcessInfo.processInfo.environment.keys)
    let process = try ChildProcess(words[0], Array(words.dropFirst()), in: .own, silence: 300, inheriting: variables)
    guard let process else {
      throw Failure("there is no program \(words[0])", remedy: "submit where Slurm's commands are")
    }
    let bytes = try process.output(atMost: 1 << 26)
    let end = try process.finish()
    guard end.isSuccess else {
      throw Failure("\(words[0]) ended with \(end): \(process.messages.lastLines(3).joined(separator: " | "))")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
