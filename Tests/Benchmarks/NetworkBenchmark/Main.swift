import Glibc
import Networks
import StageKit

/// Reads lines such as `train lstm 140 128 16 256 1 8` from standard input: what, the work, and how often. Does the
/// work and answers each line with the seconds of one step, by the wall's clock and by the processor's.
///
/// With the arguments `memory 5000 240 128 100` it trains an epoch on so many songs of so many rows of so many numbers, and
/// fails if that takes more MiB of memory.
@main
struct NetworkBenchmark {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
    guard numbers.isEmpty else { return try measureMemory(numbers) }
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

  private static func measureMemory(_ numbers: [Int]) throws {
    guard numbers.count == 4 else { throw Failure("takes `memory SONGS ROWS NUMBERS MIB`") }
    let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
    let peak = try MemoryBench(songs: numbers[0], rows: numbers[1], inputs: numbers[2]).run()
    let took = "\(Int(seconds(CLOCK_PROCESS_CPUTIME_ID) - start)) s of CPU"
    print(
      "an epoch on \(numbers[0]) songs of \(numbers[1]) x \(numbers[2]) numbers: \(peak) MiB, \(took) with writing the "
        + "songs")
    guard peak <= numbers[3] else { throw Failure("takes more than \(numbers[3]) MiB") }
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
