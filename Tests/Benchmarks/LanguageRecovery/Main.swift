import Glibc
import Learning
import Shots
import StageKit
import TestSupport

/// Learns the language of made-up makers with known manners from 20 edits and from 3, on eight seeds, and prints what is
/// found again, and what 10 edits that it has not seen cost in nats per second. Fails if a manner is missed.
///
///     LanguageRecovery [SEEDS]
@main
struct LanguageRecovery {
  static func main() async throws {
    let seeds = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 8
    var missed: [String] = []
    for maker in MadeEditor.all {
      let trials = try await withThrowingTaskGroup(of: (UInt64, Trial).self) { group in
        for seed in 1...seeds { group.addTask { (seed, try Trial(maker, seed: seed)) } }
        var done: [UInt64: Trial] = [:]
        for try await (seed, trial) in group { done[seed] = trial }
        return (1...seeds).compactMap { done[$0] }
      }
      print("\n\(maker.name)")
      for measure in Measure.all(of: maker) {
        let values = trials.map { measure.value($0) }
        let isHeld = values.allSatisfy(measure.allowed.contains)
        if !isHeld { missed.append("\(maker.name): \(measure.name)") }
        let range = "\(measure.allowed.lowerBound.fixed(3))...\(measure.allowed.upperBound.fixed(3))"
        let numbers = values.map { $0.fixed(3) }.joined(separator: " ")
        print("  \(measure.name): \(numbers)  in \(range)\(isHeld ? "" : "  MISSED")")
      }
    }
    guard missed.isEmpty else {
      print("\nmissed: \(missed.joined(separator: ", "))")
      exit(1)
    }
  }
}
