import Learning
import StageKit

/// All that a study says: numbers of each row, and the rows against one another.
public struct StudyComparison: Sendable {
  /// What is tested where nobody said before the runs what is to be.
  static let testedMetrics: [Metric] = [.accuracy, .macroF1, .negativeLogLikelihood, .calibrationError, .nearCutF1]

  /// Up to as many arms of a system are tested each with each.
  private static let mostArmsPaired = 6

  /// Two rows that are held against each other.
  struct Pair: Sendable, Hashable {
    let first: Int
    let second: Int
  }

  /// Two rows in a metric, with the tests of it.
  struct Line: Sendable {
    let pair: Pair
    let metric: Metric
    let tests: [PairedTest.Unit: PairedTest]
    /// The probabilities after Holm's correction among all lines of the metric.
    var corrected: [PairedTest.Unit: Double] = [:]
  }

  let runs: [StudiedRun]
  let replicates: [String]
  let rows: [StudyRow]
  /// The rows that say nothing of their own.
  let copies: RowCopies
  /// What is tested, by metric and then by pair.
  let lines: [Line]
  /// What was claimed before the runs, answered; empty if nothing was.
  let answers: [ClaimAnswer]
  /// With fewer songs than this, a reader is told how few they are.
  private static let fewSongs = 5

  /// What a reader must know before trusting the tests.
  public let notes: [String]

  /// Compares runs.
  ///
  /// - Parameter claims: What was claimed before them; then exactly this is tested.
  /// - Throws: ``Failure`` if runs contradict each other, or a claim names a row that is not there.
  public init(_ studied: StudiedRuns, claims: Claims?) throws(Failure) {
    runs = studied.runs
    let found = try StudyRows(studied.runs)
    replicates = found.replicates
    rows = found.rows
    copies = RowCopies(found.rows)
    let pairs = Self.pairs(of: found, runs)
    let units: [PairedTest.Unit] = found.haveSameSongs ? PairedTest.Unit.allCases : [.seeds]
    if let claims {
      lines = []
      answers = claims.answers(rows: found.rows, pairs: Self.pairsWithinRuns(found), units: units)
    } else {
      lines = Self.lines(of: pairs, found.rows, units: units)
      answers = []
    }
    var notes = [copies.sentence].compactMap(\.self)
    if found.replicates.count < 6 {
      let least = SignFlipTest.leastProbability(of: found.replicates.count)
      notes.append(
        found.replicates.count == 1
          ? "There is one seed: nothing is known of how another training would come out."
          : "With \(found.replicates.count) seeds no probability over seeds can be below \(least.fixed(3)).")
    }
    if let fewest = runs.map({ $0.report.runs[0].songs.count }).min(), fewest < Self.fewSongs {
      notes.append(
        fewest == 1
          ? "Runs are scored on one song: nothing is known of how another song would come out."
          : "Runs are scored on as few as \(fewest) songs: the numbers of other songs may be far from these.")
    }
    if found.differInSeconds {
      notes.append(
        "The runs score different seconds of the same songs, as with another `truth.confidence`, so nothing is paired over "
          + "songs: score all on the same labels.")
    } else if !found.haveSameSongs {
      notes.append("The runs score different songs, so nothing is paired over songs.")
    }
    self.notes = notes
  }

  /// Rows of one run each, of which any two may be held against each other.
  private static func pairsWithinRuns(_ found: StudyRows) -> Set<Pair> {
    var pairs: Set<Pair> = []
    for places in found.places {
      for first in places.values {
        for second in places.values where first != second { pairs.insert(Pair(first: first, second: second)) }
      }
    }
    return pairs
  }

  /// The pairs that the reports compare, in each arm; then the arms of each system: each with each of a few, of more each
  /// with the first.
  private static func pairs(of found: StudyRows, _ runs: [StudiedRun]) -> [Pair] {
    var pairs: [Pair] = []
    var known: Set<Pair> = []
    func add(_ pair: Pair) { if known.insert(pair).inserted { pairs.append(pair) } }
    for (run, places) in zip(runs, found.places) {
      for comparison in run.report.comparisons {
        guard let first = places[comparison.first], let second = places[comparison.second] else { continue }
        add(Pair(first: first, second: second))
      }
    }
    for arms in Dictionary(grouping: found.rows.indices, by: { found.rows[$0].system }).values.sorted(by: {
      $0[0] < $1[0]
    }) {
      for (place, later) in arms.enumerated() {
        for earlier in arms[..<(arms.count > mostArmsPaired ? min(place, 1) : place)] {
          add(Pair(first: later, second: earlier))
        }
      }
    }
    return pairs
  }

  private static func lines(of pairs: [Pair], _ rows: [StudyRow], units: [PairedTest.Unit]) -> [Line] {
    testedMetrics.flatMap { metric -> [Line] in
      var lines = pairs.map { pair in
        let tests = units.compactMap { unit in
          PairedTest(rows[pair.first], minus: rows[pair.second], metric: metric, over: unit).map { (unit, $0) }
        }
        return Line(pair: pair, metric: metric, tests: Dictionary(uniqueKeysWithValues: tests))
      }.filter { !$0.tests.isEmpty }
      for unit in units {
        let tested = lines.indices.filter { lines[$0].tests[unit] != nil }
        let corrected = HolmCorrection.adjusted(tested.compactMap { lines[$0].tests[unit]?.probability })
        for (place, probability) in zip(tested, corrected) { lines[place].corrected[unit] = probability }
      }
      return lines
    }
  }

  /// The mean of what the truth itself has, over runs; `nil` where it has no such number.
  func truth(_ metric: Metric) -> Double? { Ratio.mean(runs.compactMap { $0.report.truth.number(metric) }) }

  /// The row whose mean is best in a metric: the first of several.
  func best(_ metric: Metric) -> Int? {
    let means = rows.indices.compactMap { place in
      Ratio.mean(rows[place].trainings(metric)).map { (place: place, mean: $0) }
    }
    return means.min {
      metric.distanceFromBest($0.mean, truth: truth(metric)) < metric.distanceFromBest($1.mean, truth: truth(metric))
    }?
    .place
  }
}
