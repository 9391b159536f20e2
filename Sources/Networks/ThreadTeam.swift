import Glibc

/// A few threads that do numbered tasks together.
///
/// Which thread does a task is left to chance; a task writes only what is its own, so that the result is the same for
/// any number of threads.
final class ThreadTeam {
  /// How many threads work, the caller's counted.
  let threads: Int
  private let board = TaskBoard()
  private var workers: [pthread_t] = []

  /// A team of so many threads; of fewer where the system gives no more.
  init(threads: Int) {
    var workers: [pthread_t] = []
    for _ in 1..<max(1, threads) {
      var worker = pthread_t()
      let argument = Unmanaged.passRetained(board)
      let failed = pthread_create(&worker, nil, workOnBoard, argument.toOpaque()) != 0
      if failed { argument.release() } else { workers.append(worker) }
    }
    self.workers = workers
    self.threads = workers.count + 1
  }

  deinit {
    board.close()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Does the tasks from 0 up to `count`, and returns when all are done.
  func run(_ count: Int, _ task: @escaping (Int) -> Void) {
    if workers.isEmpty || count < 2 {
      for index in 0..<count { task(index) }
    } else {
      board.post(count, task)
    }
  }
}

private func workOnBoard(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<TaskBoard>.fromOpaque(argument).takeRetainedValue().work()
  return nil
}

/// Rows divided into parts of fixed size, so that threads share them.
struct RowParts {
  /// Enough rows that the weights are read seldom, few enough that two threads end at about the same time.
  private static let size = 192

  let rows: Int

  /// How many parts there are.
  var count: Int { (rows + Self.size - 1) / Self.size }

  /// The rows of a part.
  subscript(part: Int) -> Range<Int> {
    part * Self.size..<min(rows, (part + 1) * Self.size)
  }
}
