import Glibc
import Networks
import StageKit

/// Reads lines such as `train lstm 140 128 16 256 1 8` from standard input: what, the work, and how often. Does the
/// work and answers each line with the seconds of one step, by the wall's clock and by the processor's.
@main
struct NetworkBenchmark {
  static func main() throws {
    var benches: [Substring: any Bench] = [:]
    while let line = readLine() {
      let words = line.split(separator: " ")
      guard words.count == 8, let count = Int(words[7]), let work = Work(Array(words[1...6])) else {
        print("? \(line)")
        continue
      }
      let name = words.dropLast().joined(separator: " ")[...]
      let bench = try benches[name] ?? (words[0] == "train" ? TrainingBench(work, steps: count) : PredictionBench(work))
      benches = [name: bench]
      let start = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
      try bench.run(count)
      let end = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
      print((end.0 - start.0) / Double(count), (end.1 - start.1) / Double(count))
      fflush(nil)
    }
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
