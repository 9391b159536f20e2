import Learning
import StageKit

/// A system in one arm of a study: trained in the same way, once for each replicate.
struct StudyRow: Sendable {
  /// The system's name in the reports.
  let system: String
  /// What tells this arm of the system from its others, such as `student.tau=4`; empty where there is one only.
  let variant: String
  /// By replicate: the report that has it.
  fileprivate(set) var reports: [Int: RunReport]

  /// By replicate: the seeds of the system's own stages. What a seed does not touch is one training in all replicates.
  fileprivate(set) var seeds: [Int: String]

  /// The system, and the variant in brackets.
  var name: String { variant.isEmpty ? system : "\(system) [\(variant)]" }

  /// By replicate: a number of all songs pooled; those that do not define it are left out.
  func numbers(_ metric: Metric) -> [Int: Double] {
    reports.compactMapValues { $0.number(metric, of: system) }
  }

  /// The numbers of trainings that are not the same, in the order of replicates.
  func trainings(_ metric: Metric) -> [Double] {
    var known: Set<String> = []
    return numbers(metric).sorted { $0.key < $1.key }.filter { known.insert(seeds[$0.key] ?? "").inserted }.map(\.value)
  }

  /// By song: the mean of a number over the trainings that define it.
  func songNumbers(_ metric: Metric) -> [String: Double] {
    var sums: [String: (sum: Double, count: Double)] = [:]
    var known: Set<String> = []
    for replicate in reports.keys.sorted() where known.insert(seeds[replicate] ?? "").inserted {
      for (song, number) in reports[replicate]?.songNumbers(metric, of: system) ?? [:] {
        let before = sums[song] ?? (0, 0)
        sums[song] = (before.sum + number, before.count + 1)
      }
    }
    return sums.mapValues { $0.sum / $0.count }
  }
}

extension StudyRow {
  /// In how many replicates it has the same numbers as another row, as where a loop kept the round before its first.
  func agreements(with other: StudyRow) -> Int {
    reports.count { replicate, report in
      other.reports[replicate].map { report.agrees(on: system, with: $0, on: other.system) } ?? false
    }
  }

  /// Whether it has the same numbers as another row wherever both have some, so that they cannot differ.
  func isSame(as other: StudyRow) -> Bool {
    let common = reports.keys.count { other.reports[$0] != nil }
    return common > 0 && agreements(with: other) == common
  }
}

/// The systems of all runs, each in its arms, and what the runs repeat.
struct StudyRows {
  /// What the replicates are called: their seeds, such as `3`.
  let replicates: [String]
  /// The systems in the order of the reports, each with its arms in the order of the runs.
  let rows: [StudyRow]
  /// By run: by system, the place of its row.
  let places: [[String: Int]]
  /// Whether all runs score the same songs, and as many seconds of each.
  let haveSameSongs: Bool
  /// Whether runs score the same songs, but not as many seconds of each.
  let differInSeconds: Bool

  /// - Throws: ``Failure`` if two runs of one arm and replicate give different numbers.
  init(_ runs: [StudiedRun]) throws(Failure) {
    let differences = SettingDifferences(runs)
    var replicates: [String] = []
    var rows: [StudyRow] = []
    var places: [[String: Int]] = []
    var names: [Int: [Int: String]] = [:]
    for (number, run) in runs.enumerated() {
      let replicateName = differences.replicate(of: number)
      let replicate = replicates.firstIndex(of: replicateName) ?? replicates.count
      if replicate == replicates.count { replicates.append(replicateName) }
      var ofRun: [String: Int] = [:]
      for system in run.report.systems.map(\.name) {
        let variant = differences.variant(of: system, in: number)
        let place = rows.firstIndex { $0.system == system && $0.variant == variant } ?? rows.count
        if place == rows.count { rows.append(StudyRow(system: system, variant: variant, reports: [:], seeds: [:])) }
        ofRun[system] = place
        if let earlier = rows[place].reports[replicate] {
          guard earlier.agrees(on: system, with: run.report, on: system) else {
            throw Failure(
              "\(names[place]?[replicate] ?? "") and \(run.name) differ in no setting of '\(system)', but in its numbers",
              remedy:
                "say what they differ in: songboard compare one=\(names[place]?[replicate] ?? "") other=\(run.name)")
          }
        } else {
          rows[place].reports[replicate] = run.report
          rows[place].seeds[replicate] = differences.seeds(of: system, in: number)
          names[place, default: [:]][replicate] = run.name
        }
      }
      places.append(ofRun)
    }
    // Arms of one system stand together.
    let systems = rows.map(\.system).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let order = systems.flatMap { system in rows.indices.filter { rows[$0].system == system } }
    let newPlaces = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
    self.replicates = replicates
    self.rows = order.map { rows[$0] }
    self.places = places.map { $0.compactMapValues { newPlaces[$0] } }
    haveSameSongs = differences.haveSameSongs
    differInSeconds = differences.differInSeconds
  }
}
