import Glibc

/// What a unit of length costs by type, so that plans hold limits on the types' shares: Lagrange multipliers.
///
/// With prices the model draws, or finds, plans of the right shares by itself; what they leave to chance is refused by
/// whoever draws, or settled by ``ShareSearch``.
struct SharePrices {
  /// By type; 0 for types that are free, or keep their limits by themselves.
  private(set) var prices: [Double]

  /// How near to its limits the expected length of a type may come, as a part of the limits' distance: draws vary.
  private static let margin = 0.25
  private static let mostRounds = 12

  /// Prices at which the lengths that the model expects lie well within the limits, as near as few rounds come.
  ///
  /// - Parameters:
  ///   - usual: The usual length of a shot, above 0.
  ///   - bonus: What each segment's score has added.
  init(_ lattice: SegmentLattice, _ shares: ShareLimits, usual: Double, bonus: Double) {
    prices = [Double](repeating: 0, count: lattice.types)
    guard !shares.limits.isEmpty else { return }
    let places = shares.places.map(Double.init)
    // By type: the last change of its price, and how much a change is stretched (resilient steps).
    var last = prices
    var stretch = [Double](repeating: 1, count: lattice.types)
    for _ in 0..<Self.mostRounds {
      let model = SemiMarkov(lattice.charging(prices, places: places))
      guard let sums = model.forward(bonus: bonus) else { return }
      let lengths = shares.lengths(model.posterior(sums), types: lattice.types)
      var isChanged = false
      for (type, limit) in shares.limits {
        // A limit at the song's own ends cannot be passed.
        let room = Self.margin * Double(limit.count - 1)
        let least = Double(limit.lowerBound) + (limit.lowerBound > 0 ? room : 0)
        let most = Double(limit.upperBound) - (limit.upperBound < shares.places[lattice.end] ? room : 0)
        let length = max(lengths[type], 1e-3)
        let change =
          if length > most { log(length / max(most, 1e-3)) } else if length < least { log(length / least) } else { 0.0 }
        guard abs(change) > 1e-3 else { continue }
        stretch[type] *= last[type] * change < 0 ? 0.5 : last[type] * change > 0 ? 1.6 : 1
        last[type] = change
        prices[type] += stretch[type] * change / usual
        isChanged = true
      }
      guard isChanged else { return }
    }
  }
}
