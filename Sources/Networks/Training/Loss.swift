import Glibc

/// Softmax cross-entropy on hard labels and soft targets, and its derivative by the logits.
struct Loss {
  /// What a batch's loss is made of.
  struct Value {
    /// What is minimised.
    var total = 0.0
    /// The mean over the rows with a label, by their weights.
    var hard = 0.0
    /// The mean over the rows with a soft target, before it is scaled.
    var soft = 0.0
  }

  let classes: Int
  /// How soft targets count; if `nil`, only labels do.
  let distillation: Distillation?
  /// What of a label's weight other classes get.
  var labelSmoothing = LabelSmoothing()

  /// The loss of rows of logits. Writes the derivative of the total to `gradient`, of the same shape (rows, classes).
  ///
  /// Rows are shared among threads; the sums are made afterwards, in the order of the rows.
  func evaluate(
    _ logits: FloatBuffer, _ targets: BatchTargets, gradient: FloatBuffer, team: ThreadTeam
  ) -> Value {
    let rows = targets.labels.count
    let labelWeight = zip(targets.labels, targets.weights).reduce(0.0) { $0 + ($1.0 >= 0 ? Double($1.1) : 0) }
    let softRows = distillation == nil ? 0 : targets.hasSoft.reduce(0) { $0 + ($1 ? 1 : 0) }
    let hardWeight = distillation?.hardWeight ?? 1
    let labelTargets = labelSmoothing.targets(classes: classes)
    let softWeight = distillation?.softWeight ?? 0
    let parts = RowParts(rows: rows)
    let losses = RowLosses(count: rows)
    team.run(parts.count) { part in
      var row = LossRow(classes: classes, temperature: distillation?.temperature ?? 1)
      for index in parts[part] {
        let place = index * classes
        row.start(logits.pointer + place)
        let weight = Double(targets.weights[index])
        if targets.labels[index] >= 0, weight > 0 {
          let loss = row.addHard(
            labelTargets[Int(targets.labels[index])], weight: hardWeight * weight / labelWeight)
          losses.hard[index] = weight * loss
        }
        if softRows > 0, targets.hasSoft[index] {
          losses.soft[index] = row.addSoft(
            targets.soft[place..<place + classes], weight: softWeight / Double(softRows))
        }
        row.finish(gradient.pointer + place)
      }
    }
    var value = Value()
    if labelWeight > 0 { value.hard = losses.hard.reduce(0, +) / labelWeight }
    if softRows > 0 { value.soft = losses.soft.reduce(0, +) / Double(softRows) }
    value.total = hardWeight * value.hard + softWeight * value.soft
    return value
  }
}

/// The losses of single rows, those of labels by their weights, which threads write at once, each its own rows.
final class RowLosses {
  let hard: UnsafeMutableBufferPointer<Double>
  let soft: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    hard = .allocate(capacity: count)
    soft = .allocate(capacity: count)
    hard.initialize(repeating: 0)
    soft.initialize(repeating: 0)
  }

  deinit {
    hard.deallocate()
    soft.deallocate()
  }
}
