import Glibc
import Synchronization

/// Where a team's tasks are posted, taken and counted.
final class TaskBoard: @unchecked Sendable {
  /// How often a waiting thread looks again before it sleeps: tens of microseconds, about the time between two posts.
  private static let looks = 2000

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  // Under the mutex.
  private var task: ((Int) -> Void)?
  private var count = 0
  private var taken = 0
  private var finished = 0
  private var isClosed = false
  /// How many tasks were ever posted and finished; also read without the mutex, to see that looking is worthwhile.
  private let posted = Atomic<Int>(0)
  private let completed = Atomic<Int>(0)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Posts tasks, works on them too, and returns when all are done.
  func post(_ count: Int, _ task: @escaping (Int) -> Void) {
    pthread_mutex_lock(mutex)
    (self.task, self.count, taken, finished) = (task, count, 0, 0)
    let target = posted.add(count, ordering: .releasing).newValue
    pthread_cond_broadcast(changed)
    takeTasks()
    if finished < count {
      pthread_mutex_unlock(mutex)
      look { completed.load(ordering: .acquiring) == target }
      pthread_mutex_lock(mutex)
    }
    while finished < count { pthread_cond_wait(changed, mutex) }
    self.task = nil
    pthread_mutex_unlock(mutex)
  }

  /// Works on what is posted until the board is closed.
  func work() {
    pthread_mutex_lock(mutex)
    while !isClosed {
      takeTasks()
      let seen = posted.load(ordering: .relaxed)
      pthread_mutex_unlock(mutex)
      look { posted.load(ordering: .acquiring) != seen }
      pthread_mutex_lock(mutex)
      while !isClosed, taken == count { pthread_cond_wait(changed, mutex) }
    }
    pthread_mutex_unlock(mutex)
  }

  /// Lets the workers end.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    _ = posted.add(1, ordering: .releasing)
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }

  /// Takes tasks while there are any. The mutex is locked before and after, and free while a task is done.
  private func takeTasks() {
    while taken < count, let task {
      let index = taken
      taken += 1
      pthread_mutex_unlock(mutex)
      task(index)
      pthread_mutex_lock(mutex)
      finished += 1
      _ = completed.add(1, ordering: .releasing)
      if finished == count { pthread_cond_broadcast(changed) }
    }
  }

  private func look(until isTrue: () -> Bool) {
    for _ in 0..<Self.looks where isTrue() { return }
  }
}
