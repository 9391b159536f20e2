import Features
import Pipeline
import StageKit
import TestSupport

/// Times the feature stages over one song's samples, without decoding and writing.
///
///     FeatureBenchmark SONG [JOB...]
///
/// Times all jobs, or those that are named, as for a profiler.
/// Prints a line for each job: its name, a tab, and the seconds of CPU time that one run takes. The first line is
/// `audio` with the song's length. `features.py` beside this folder calls it and sets its lines against the peers'.
@main
struct Main {
  private static let sampleRate = 22050.0

  static func main() throws {
    guard CommandLine.arguments.count >= 2 else { throw Failure("usage: FeatureBenchmark SONG [JOB...]") }
    let wanted = CommandLine.arguments.dropFirst(2)
    let samples = try Samples(ofFile: CommandLine.arguments[1], sampleRate: sampleRate)
    print("audio\t\(Double(samples.count) / samples.sampleRate)")

    let floor = try Floor(samples)
    print("floor\t\(CPUClock.seconds { floor.run() })")
    print("floor and mel\t\(CPUClock.seconds { floor.run(mel: true) })")
    let registry = try Registry([.features, Plugin(name: "benchmark", stages: [StageKind(Sink.self)])])
    for job in Job.all(in: registry) where wanted.isEmpty || wanted.contains(job.name) {
      guard let plan = job.plan(in: registry) else { continue }
      print("\(job.name)\t\(try CPUClock.seconds { try job.run(plan, over: samples) })")
    }
  }
}
