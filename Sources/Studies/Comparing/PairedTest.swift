import Learning

/// A row of a study against another in one metric, pair by pair.
struct PairedTest: Sendable {
  /// What is paired.
  enum Unit: String, Sendable, CaseIterable, Codable {
    /// The replicates: each with its number of all songs pooled. It tells how another training would come out.
    case seeds
    /// The songs: each with the mean of its numbers over replicates. It tells how other songs would come out.
    case songs
  }

  /// The differences in the order of the replicates, or of the songs by name.
  let differences: [Double]
  /// Their sum up.
  let difference: PairedDifference
  /// The probability of such a mean by chance, two-sided.
  let probability: Double

  /// A row's numbers minus another's; `nil` where there is nothing to pair.
  init?(_ first: StudyRow, minus second: StudyRow, metric: Metric, over unit: Unit) {
    let differences =
      switch unit {
      case .seeds: Self.paired(Self.trainings(of: first, and: second, metric), second.numbers(metric))
      case .songs: Self.paired(first.songNumbers(metric), second.songNumbers(metric))
      }
    guard let difference = PairedDifference(differences) else { return nil }
    self.differences = differences
    self.difference = difference
    probability = SignFlipTest.probability(differences)
  }

  /// The first row's numbers, of each pair of trainings once: a seed that touches neither row repeats nothing.
  private static func trainings(of first: StudyRow, and second: StudyRow, _ metric: Metric) -> [Int: Double] {
    let numbers = first.numbers(metric)
    var known: Set<[String]> = []
    let places = numbers.keys.sorted().filter { place in
      second.reports[place] != nil && known.insert([first.seeds[place] ?? "", second.seeds[place] ?? ""]).inserted
    }
    return numbers.filter { places.contains($0.key) }
  }

  private static func paired<Key: Comparable>(_ first: [Key: Double], _ second: [Key: Double]) -> [Double] {
    first.keys.sorted().compactMap { key in
      guard let a = first[key], let b = second[key] else { return nil }
      return a - b
    }
  }
}
