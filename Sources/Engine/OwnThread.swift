import Dispatch

/// Runs a task on a thread of its own: work that takes hours must not keep a thread from the tasks that show how far it is.
final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "songboard.learning", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
