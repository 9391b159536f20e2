import Glibc
import StageKit

/// Where one size of shot becomes the next: the height of the largest face over the picture's.
///
/// Anatomy would have .39 .24 .15 .10 .06; where a close-up ends is taste, so that edges are settings, and are fitted to what a
/// person has corrected.
public struct SizeEdges: Sendable, Hashable {
  /// The six sizes from near to far.
  public static let sizes = ["CU", "MCU", "MS", "MLS", "LS", "XLS"]
  /// As found on a music video that a person had labelled.
  public static let usual = SizeEdges(known: [0.58, 0.36, 0.18, 0.11, 0.06])
  /// How far the height of one size varies, as a deviation of its logarithm.
  private static let spread = 0.22
  /// How much it costs an edge to leave where it was, in steps by logarithm squared: few corrections move edges little.
  private static let inertia = 2.0

  /// From near to far, falling, between 0 and 1.
  public let values: [Double]

  /// Edges of settings.
  ///
  /// - Throws: ``Failure`` if there are not five, or they do not fall.
  public init(_ values: [Double]) throws(Failure) {
    let isFalling = zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
    guard values.count == Self.sizes.count - 1, isFalling, values.allSatisfy({ (0.001...1).contains($0) }) else {
      throw Failure(
        "edges are five falling numbers between 0 and 1, found \(values.map(\.text).joined(separator: ", "))",
        remedy: "for example \(Self.usual.values)")
    }
    self.values = values
  }

  private init(known values: [Double]) { self.values = values }

  /// The size of a shot by its ratio, as a place in ``sizes``.
  public func size(of ratio: Double) -> Int { values.firstIndex { ratio >= $0 } ?? values.count }

  /// How likely each size is by a ratio, the whole being 1.
  public func probabilities(of ratio: Double) -> [Double] {
    let place = log(max(ratio, 1e-4))
    let beyond = values.map { 0.5 * erfc((log($0) - place) / Self.spread / 2.0.squareRoot()) }
    return (0..<Self.sizes.count).map { size in
      (size < beyond.count ? beyond[size] : 1) - (size > 0 ? beyond[size - 1] : 0)
    }
  }

  /// Edges that tell more of some shots right: each lies where fewest steps are wrong, near to where it was.
  public func fitted(to shots: [(ratio: Double, size: Int)]) -> SizeEdges {
    var edges = values
    for index in edges.indices {
      // Between the ratios there is nothing to tell apart.
      let logs = shots.map { (place: log(max($0.ratio, 1e-4)), isNearer: $0.size <= index) }.sorted {
        $0.place < $1.place
      }
      let before = log(values[index])
      var best = (cost: Double.infinity, place: before)
      let middles = zip(logs, logs.dropFirst()).map { ($0.place + $1.place) / 2 }
      for place in [before] + middles {
        let wrong = logs.count { ($0.place >= place) != $0.isNearer }
        let cost = Double(wrong) + Self.inertia * (place - before) * (place - before)
        if cost < best.cost { best = (cost, place) }
      }
      edges[index] = exp(best.place)
    }
    // An edge that would pass its neighbour keeps a little away from it.
    for index in edges.indices.dropFirst() { edges[index] = min(edges[index], edges[index - 1] * 0.95) }
    return SizeEdges(known: edges.map { max($0, 0.002) })
  }
}
