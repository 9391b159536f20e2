/// What of a label's weight other classes get: labels are wrong at times, and where classes have an order mostly by one step.
public struct LabelSmoothing: Sendable, Hashable {
  /// The part that is spread over all classes (Szegedy et al. 2016), in [0, 1): PyTorch's `label_smoothing`.
  public var even: Double
  /// The part of the rest that goes to the classes beside the label's, in [0, 1): half to each of two, all to the only one at an
  /// end of the scale, none where the label is not on it.
  public var neighbours: Double
  /// The classes that have an order, in that order; others have none beside them.
  public var scale: [Int]

  /// A smoothing; nothing by default.
  public init(even: Double = 0, neighbours: Double = 0, scale: [Int] = []) {
    (self.even, self.neighbours, self.scale) = (even, neighbours, scale)
  }

  /// By label: what it asks of each class, the whole being 1.
  func targets(classes: Int) -> [[Double]] {
    (0..<classes).map { label in
      let place = scale.firstIndex(of: label)
      let beside = place.map { place in [place - 1, place + 1].filter(scale.indices.contains).map { scale[$0] } } ?? []
      let given = beside.isEmpty ? 0 : (1 - even) * neighbours
      let spread = even / Double(classes)
      return (0..<classes).map { other in
        if other == label { return 1 - even - given + spread }
        return beside.contains(other) ? given / Double(beside.count) + spread : spread
      }
    }
  }
}
