import Files
import StageKit
import Synchronization

/// The processes of a program outside: as many as are at work at once, each used again for the next track, also of
/// another stage.
///
/// They end with this value at the latest.
final class PluginPool: Sendable {
  let program: PluginProgram
  private let side: HostSide
  private let idle = Mutex<[Idle]>([])
  private let faults = Mutex<[String]>([])
  private let refusal = Mutex<Failure?>(nil)

  /// A process that nobody uses, which goes from thread to thread.
  fileprivate struct Idle: @unchecked Sendable {
    let process: PluginProcess
  }

  /// Starts nothing yet.
  init(_ program: PluginProgram, side: HostSide) {
    self.program = program
    self.side = side
  }

  deinit { _ = PluginProcess.end(takeAll().map(\.process)) }

  /// A process that has been opened for a stage.
  ///
  /// - Parameters:
  ///   - opening: What it is opened for; `nil` for one that is only asked for formats.
  ///   - isCancelled: Whether to give up waiting for it; asked five times a second.
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
    return try opened(PluginProcess(program, side: side, isCancelled: isCancelled), for: opening)
  }

  private func opened(_ process: PluginProcess, for opening: PluginOpening?) throws(Failure) -> PluginProcess {
    do throws(Failure) { try process.open(for: opening) } catch {
      giveBack(process)
      throw error
    }
    return process
  }

  /// Takes back a process that has done its work, or could not.
  func giveBack(_ process: PluginProcess) {
    refusal.withLock { $0 = process.refusal }
    guard !process.isBroken else {
      note(process)
      return
    }
    let isOver = Idle(process: process)
    idle.withLock { $0.append(isOver) }
  }

  /// What the process that was given back last had refused by `fail`; `nil` if it did its work, or failed in another way.
  var lastRefusal: Failure? { refusal.withLock { $0 } }

  /// One that is open for the same if there is one, else the one that has been idle longest.
  private func takeIdle(for opening: PluginOpening?) -> PluginProcess? {
    let found = idle.withLock { idle in
      let fitting =
        idle.lastIndex { $0.process.opening == opening } ?? idle.firstIndex { $0.process.opening == nil }
        ?? idle.indices.first
      return fitting.map { idle.remove(at: $0) }
    }
    return found?.process
  }

  private func note(_ process: PluginProcess) {
    let more = PluginProcess.end([process])
    faults.withLock { $0 += more }
  }

  fileprivate func takeAll() -> [Idle] {
    idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
  }

  /// What processes did after their work, told once.
  fileprivate func takeFaults() -> [String] {
    faults.withLock { faults in
      defer { faults = [] }
      return faults
    }
  }
}

/// The pools of all programs of a host.
final class PoolList: Sendable {
  private let pools = Mutex<[PluginPool]>([])

  /// The pool of a program; made the first time.
  func pool(of program: PluginProgram, side: HostSide) -> PluginPool {
    pools.withLock { pools in
      if let pool = pools.first(where: { $0.program == program }) { return pool }
      let pool = PluginPool(program, side: side)
      pools.append(pool)
      return pool
    }
  }

  /// Has all processes end, all at once; gives what they did that they must not, each once.
  func close() -> [String] {
    let all = pools.withLock { $0 }
    let last = PluginProcess.end(all.flatMap { $0.takeAll() }.map(\.process))
    return Set(all.flatMap { $0.takeFaults() } + last).sorted()
  }
}
