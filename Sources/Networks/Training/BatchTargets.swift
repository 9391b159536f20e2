/// What a network should say about the rows of a batch.
struct BatchTargets {
  /// The class of each row; -1 where there is no label.
  var labels: [Int32]
  /// How much each row's label counts, if it has one.
  var weights: [Float]
  /// Soft targets of shape (rows, classes); empty if no song has any.
  var soft: [Float]
  /// Whether a row has a soft target.
  var hasSoft: [Bool]

  /// Rows without any target.
  init(rows: Int) {
    labels = Array(repeating: -1, count: rows)
    weights = Array(repeating: 1, count: rows)
    soft = []
    hasSoft = Array(repeating: false, count: rows)
  }

  /// Sets the soft target of a row; zeros are none.
  mutating func setSoft(_ target: Slice<UnsafeBufferPointer<Float>>, row: Int) {
    for (index, value) in target.enumerated() {
      soft[row * target.count + index] = value
      if value != 0 { hasSoft[row] = true }
    }
  }
}
