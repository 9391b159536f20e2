import Files
import StageKit
import Synchronization

/// The processes of a program outside: as many as are at work at once, each used again for the next track.
///
/// They end with this value at the latest.
final class PluginPool: Sendable {
  let program: PluginProgram
  private let log: OutputFile?
  private let idle = Mutex<[Idle]>([])
  private let faults = Mutex<[String]>([])

  /// A process that nobody uses, which goes from thread to thread.
  private struct Idle: @unchecked Sendable {
    let process: PluginProcess
  }

  /// Starts nothing yet.
  ///
  /// - Parameter log: Where all goes that the processes write to standard error.
  init(_ program: PluginProgram, log: OutputFile?) {
    self.program = program
    self.log = log
  }

  deinit { close() }

  /// What processes did after their work, told once.
  func takeFaults() -> [String] {
    faults.withLock { faults in
      defer { faults = [] }
      return faults
    }
  }

  /// A process that has been opened for a stage.
  ///
  /// - Parameter isCancelled: Whether to give up waiting for it; asked five times a second.
  /// - Throws: ``Failure`` that names the plugin.
  func process(
    for opening: PluginOpening?, isCancelled: @escaping () -> Bool = { Task.isCancelled }
  ) throws(Failure) -> PluginProcess {
    while let found = takeIdle(for: opening) {
      found.giveUp(if: isCancelled)
      // One that has ended or spoken since its last track is no fault of this one.
      if found.isQuiet { return try opened(found, for: opening) }
      note(found)
    }
    return try opened(PluginProcess(program, log: log, isCancelled: isCancelled), for: opening)
  }

  private func opened(_ process: PluginProcess, for opening: PluginOpening?) throws(Failure) -> PluginProcess {
    guard let opening, process.opening == nil else { return process }
    do throws(Failure) { try process.open(for: opening) } catch {
      giveBack(process)
      throw error
    }
    return process
  }

  /// Takes back a process that has done its work, or could not.
  func giveBack(_ process: PluginProcess) {
    guard !process.isBroken else {
      process.end()
      return
    }
    let isOver = Idle(process: process)
    idle.withLock { $0.append(isOver) }
  }

  /// Has all processes end.
  func close() {
    let all = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for one in all {
      if one.process.isQuiet { one.process.end() } else { note(one.process) }
    }
  }

  private func takeIdle(for opening: PluginOpening?) -> PluginProcess? {
    let found = idle.withLock { idle in
      let fitting = idle.lastIndex { $0.process.opening == opening } ?? idle.lastIndex { $0.process.opening == nil }
      return fitting.map { idle.remove(at: $0) }
    }
    return found?.process
  }

  private func note(_ process: PluginProcess) {
    process.end()
    faults.withLock { $0.append("the plugin '\(program.name)' ended, or wrote something, after its work was done") }
  }
}

/// The pools of all programs of a host.
final class PoolList: Sendable {
  private let pools = Mutex<[PluginPool]>([])

  /// The pool of a program; made the first time.
  func pool(of program: PluginProgram, log: OutputFile?) -> PluginPool {
    pools.withLock { pools in
      if let pool = pools.first(where: { $0.program == program }) { return pool }
      let pool = PluginPool(program, log: log)
      pools.append(pool)
      return pool
    }
  }

  /// Has all processes end; gives what they did that they must not.
  func close() -> [String] {
    let all = pools.withLock { $0 }
    for pool in all { pool.close() }
    return all.flatMap { $0.takeFaults() }
  }
}
