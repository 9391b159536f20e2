import Learning
import StageKit

/// A comparison for programs: `comparison.json`. What is not defined is left out.
struct ComparisonRecord: Encodable {
  struct Row: Encodable {
    let system: String
    let variant: String
    /// The row before it whose numbers it has in all replicates, if it has any's.
    let sameAs: String?
    /// By metric: each replicate's number, in their order.
    let values: [String: [Double?]]
    let mean: [String: Double]
    let deviation: [String: Double]
  }

  struct Test: Encodable {
    let first: String
    let second: String
    let metric: String
    let over: PairedTest.Unit
    let count: Int
    let mean: Double
    let standardError: Double?
    let higher: Int
    let lower: Int
    let equal: Int
    let probability: Double
    let corrected: Double?
  }

  struct Answer: Encodable {
    let claim: String
    let first: String
    let second: String
    let differences: [Double]
    let mean: Double?
    let asClaimed: Int
    let equal: Int?
    let probability: Double?
    let corrected: Double?
    let holds: Bool?
  }

  let format = "songboard.comparison"
  let version = 1
  let seeds: [String]
  /// By metric: what its numbers are in.
  let units: [String: String]
  let rows: [Row]
  /// By metric: the name of the best row.
  let best: [String: String]
  let tests: [Test]
  let claims: [Answer]
  let notes: [String]

  init(_ comparison: StudyComparison, alpha: Double) {
    seeds = comparison.replicates
    units = Metric.units
    rows = comparison.rows.enumerated().map { place, row in
      let spreads = Metric.allCases.compactMap { metric in
        Spread(row.trainings(metric)).map { (metric, $0) }
      }
      return Row(
        system: row.system, variant: row.variant, sameAs: comparison.copies.original(of: place)?.name,
        values: Dictionary(
          uniqueKeysWithValues: spreads.map { metric, _ in
            let numbers = row.numbers(metric)
            return (metric.rawValue, comparison.replicates.indices.map { numbers[$0] })
          }),
        mean: Dictionary(uniqueKeysWithValues: spreads.map { ($0.rawValue, $1.mean) }),
        deviation: Dictionary(
          uniqueKeysWithValues: spreads.compactMap { metric, spread in spread.deviation.map { (metric.rawValue, $0) } })
      )
    }
    best = Dictionary(
      uniqueKeysWithValues: Metric.allCases.compactMap { metric in
        comparison.best(metric).map { (metric.rawValue, comparison.rows[$0].name) }
      })
    tests = comparison.lines.flatMap { line in
      PairedTest.Unit.allCases.compactMap { unit in
        line.tests[unit].map { test in
          Test(
            first: comparison.rows[line.pair.first].name, second: comparison.rows[line.pair.second].name,
            metric: line.metric.rawValue, over: unit, count: test.difference.count, mean: test.difference.mean,
            standardError: test.difference.standardError, higher: test.difference.higher, lower: test.difference.lower,
            equal: test.difference.equal, probability: test.probability, corrected: line.corrected[unit])
        }
      }
    }
    claims = comparison.answers.map { answer in
      Answer(
        claim: answer.claim.text, first: answer.first, second: answer.second,
        differences: answer.test?.differences ?? [], mean: answer.test?.difference.mean, asClaimed: answer.hits,
        equal: answer.test?.difference.equal,
        probability: answer.probability, corrected: answer.corrected, holds: answer.holds(alpha: alpha))
    }
    notes = comparison.notes
  }
}
