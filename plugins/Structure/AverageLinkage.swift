/// Clusters by average linkage: the two that are most alike on average are joined, again and again.
///
/// Each cluster keeps its best later partner. Joining two others never makes a pair better than their better half was, so
/// only the partners of the joined ones are looked for again.
/// - Complexity: O(count²) memory, and mostly O(count²) time.
struct AverageLinkage {
  /// The members of each cluster, in the order of their first members.
  private(set) var clusters: [[Int]]

  /// By two clusters: the sum of the similarities between their members.
  private var sums: [[Double]]
  /// By cluster: the later one that it is most alike; the first of equals.
  private var partners: [Int?] = []

  /// Joins clusters until no two of them are alike enough.
  ///
  /// - Parameters:
  ///   - similarities: How alike two members are, symmetric. Shape (count, count).
  ///   - threshold: The lowest mean similarity at which clusters are joined.
  init(_ similarities: [[Double]], threshold: Double) {
    clusters = similarities.indices.map { [$0] }
    sums = similarities
    partners = clusters.indices.map(partner)
    while let (first, second) = closest, mean(first, second) >= threshold { join(first, second) }
    clusters.removeAll(where: \.isEmpty)
  }

  private func mean(_ first: Int, _ second: Int) -> Double {
    sums[first][second] / Double(clusters[first].count * clusters[second].count)
  }

  private func partner(of cluster: Int) -> Int? {
    clusters[(cluster + 1)...].indices.filter { !clusters[$0].isEmpty }
      .max { (mean(cluster, $0), $1) < (mean(cluster, $1), $0) }
  }

  private var closest: (first: Int, second: Int)? {
    let pairs = partners.enumerated().compactMap { first, second in second.map { (first, $0, mean(first, $0)) } }
    return pairs.max { ($0.2, $1.0) < ($1.2, $0.0) }.map { ($0.0, $0.1) }
  }

  /// Joins a cluster with a later one, which stays empty.
  private mutating func join(_ first: Int, _ second: Int) {
    clusters[first] += clusters[second]
    clusters[second] = []
    for other in clusters.indices {
      sums[first][other] += sums[second][other]
      sums[other][first] = sums[first][other]
    }
    partners[second] = nil
    for cluster in clusters.indices
    where cluster == first || partners[cluster] == first || partners[cluster] == second {
      partners[cluster] = partner(of: cluster)
    }
  }
}
