import Glibc
import StageKit

/// Threads of a run's own: as many jobs are at work as were asked for, whatever the machine's processors, and a job that
/// waits for a child process keeps no other from working.
final class JobThreads: TaskExecutor {
  private let board = JobBoard()

  /// - Parameter count: How many threads there are, at least 1.
  /// - Throws: ``Failure`` if the system gives no thread.
  init(count: Int) throws(Failure) {
    let started = (0..<max(1, count)).count { _ in board.startThread() }
    guard started > 0 else { throw Failure("the system gives no thread", remedy: "close other programs") }
  }

  deinit { board.close() }

  func enqueue(_ job: consuming ExecutorJob) { board.post(UnownedJob(job), of: self) }
}

/// The jobs that wait for a thread. Threads hold it, and not the executor, which would never end.
private final class JobBoard: Sendable {
  private struct State {
    var waiting: [(job: UnownedJob, executor: JobThreads)] = []
    var isClosed = false
  }

  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Touched only by who holds the mutex.
  private nonisolated(unsafe) var state = State()

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(mutex)
    change.deallocate()
    mutex.deallocate()
  }

  /// Starts a thread that works until the board is closed; false if the system gives none.
  func startThread() -> Bool {
    let argument = Unmanaged.passRetained(self)
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    // As much as a main thread has: decoders and stages go deep.
    pthread_attr_setstacksize(&attributes, 8 << 20)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_create(&thread, &attributes, workOnBoard, argument.toOpaque()) == 0 else {
      argument.release()
      return false
    }
    return true
  }

  func post(_ job: UnownedJob, of executor: JobThreads) {
    pthread_mutex_lock(mutex)
    state.waiting.append((job, executor))
    pthread_cond_signal(change)
    pthread_mutex_unlock(mutex)
  }

  func close() {
    pthread_mutex_lock(mutex)
    state.isClosed = true
    pthread_cond_broadcast(change)
    pthread_mutex_unlock(mutex)
  }

  /// Works on jobs until the board is closed. Each job keeps its executor alive.
  func work() {
    while let (job, executor) = next() { job.runSynchronously(on: executor.asUnownedTaskExecutor()) }
  }

  private func next() -> (job: UnownedJob, executor: JobThreads)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while state.waiting.isEmpty {
      if state.isClosed { return nil }
      pthread_cond_wait(change, mutex)
    }
    return state.waiting.removeFirst()
  }
}

private func workOnBoard(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<JobBoard>.fromOpaque(argument).takeRetainedValue().work()
  return nil
}
