import Glibc
import StageKit
import Synchronization
import Testing

@testable import Engine

/// The threads of a run. They also run under ThreadSanitizer, in a check of their own: so they count with atomics, since it
/// does not see what Swift's `Mutex` keeps apart.
@Suite struct SchedulerTests {
  /// How many are in at once, and the most that were.
  private final class Gauge: Sendable {
    private let now = Atomic(0)
    private let most = Atomic(0)

    var peak: Int { most.load(ordering: .acquiring) }

    func pass() {
      most.max(now.add(1, ordering: .acquiringAndReleasing).newValue, ordering: .acquiringAndReleasing)
      usleep(20_000)
      now.subtract(1, ordering: .acquiringAndReleasing)
    }
  }

  @Test(arguments: [1, 2, 6]) func asManyJobsAreAtWorkAsWereAskedFor(count: Int) async throws {
    let gauge = Gauge()
    var done: [Int] = []
    try await Jobs(count: count)(through: 0..<24) { number in
      gauge.pass()
      return number
    } take: { result in
      done.append(try result.get())
      return true
    }
    #expect(gauge.peak == count)
    #expect(done.sorted() == Array(0..<24))
  }

  @Test func anErrorIsNoInterruption() async throws {
    var failures: [String] = []
    try await Jobs(count: 3)(through: 0..<9) { number in
      if number % 3 == 0 { throw Failure("\(number)") }
    } take: { result in
      if case .failure(let error as Failure) = result { failures.append(error.reason) }
      return true
    }
    #expect(failures.sorted() == ["0", "3", "6"])
  }

  @Test func afterAnEndNothingNewBegins() async throws {
    let begun = Atomic(0)
    try await Jobs(count: 2)(through: 0..<1000) { _ in
      begun.add(1, ordering: .relaxed)
      usleep(1000)
    } take: { _ in
      false
    }
    #expect(begun.load(ordering: .relaxed) <= 3)
  }

  @Test func cancellingReachesTheJobs() async throws {
    let (begun, sender) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      var isCancelled = false
      try await Jobs(count: 2)(through: 0..<2) { _ in
        sender.finish()
        while true { try Task.checkCancellation() }
      } take: { (result: Result<Void, any Error>) in
        if case .failure(let error) = result { isCancelled = isCancelled || error is CancellationError }
        return true
      }
      return isCancelled
    }
    for await _ in begun {}
    task.cancel()
    #expect(try await task.value)
  }

  @Test func manyShortJobsAreAllDone() async throws {
    for _ in 0..<20 {
      let sum = Atomic(0)
      try await Jobs(count: 8)(through: 0..<200) { number in
        sum.add(number, ordering: .relaxed)
      } take: { _ in
        true
      }
      #expect(sum.load(ordering: .relaxed) == 199 * 100)
    }
  }
}
