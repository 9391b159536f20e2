import Glibc

/// The time that this process has used of a processor.
enum CPUClock {
  /// The CPU time of a second run of some work, in seconds; the first fills the caches and makes tables.
  static func seconds(of work: () throws -> Void) rethrows -> Double {
    try work()
    let start = now
    try work()
    return now - start
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
