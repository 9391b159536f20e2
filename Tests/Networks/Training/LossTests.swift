import Testing

@testable import Networks

@Suite struct LossTests {
  /// The oracle's losses on labels and softened targets of a student (equation 9) or an assistant (equation 13).
  struct Case: Decodable {
    let tau: Double
    let softScale: SoftScale
    let hardWeight: Double
    let logits: [[Double]]
    let labels: [Int]
    /// 1 where a frame counts; all do where it is missing.
    let mask: [Int]?
    let softTarget: [[Double]]
    let hard: Double
    let softUnscaled: Double
    let loss: Double
    let gradLogits: [[Double]]
  }
  struct Cases: Decodable {
    let cases: [Case]
  }

  @Test func equalsTheOracle() throws {
    let cases: Cases = try Oracle.load("losses")
    #expect(cases.cases.count == 16)
    for item in cases.cases {
      let (rows, classes) = (item.logits.count, item.logits[0].count)
      var targets = BatchTargets(rows: rows)
      let mask = item.mask ?? item.labels.map { _ in 1 }
      targets.labels = zip(item.labels, mask).map { $1 == 1 ? Int32($0) : -1 }
      targets.hasSoft = mask.map { $0 == 1 }
      targets.soft = item.softTarget.flatMap { $0.map { Float($0) } }
      let logits = FloatBuffer()
      logits.assign(item.logits.flatMap { $0.map { Float($0) } })
      let gradient = FloatBuffer(count: rows * classes)
      let distillation = Distillation(
        hardWeight: item.hardWeight, temperature: item.tau, softScale: item.softScale)
      let value = Loss(classes: classes, distillation: distillation).evaluate(
        logits, targets, gradient: gradient, team: ThreadTeam(threads: 1))
      #expect(abs(value.hard / item.hard - 1) < 1e-5)
      #expect(abs(value.soft / item.softUnscaled - 1) < 1e-5)
      #expect(abs(value.total / item.loss - 1) < 1e-5)
      expectClose(gradient.prefix(rows * classes), item.gradLogits.flatMap { $0 })
    }
  }

  /// The derivative by the logits against differences of the loss, in double precision.
  @Test func gradientIsTheSlope() {
    let logits: [Float] = [0.5, -1.25, 2, 0.25]
    let target: [Float] = [0.1, 0.2, 0.3, 0.4]
    func loss(_ logits: [Float]) -> (Double, [Float]) {
      var row = LossRow(classes: 4, temperature: 3)
      row.start(logits)
      let value = 0.7 * row.addHard([0, 1, 0, 0], weight: 0.7) + 2 * row.addSoft(target[...], weight: 2)
      let gradient = FloatBuffer(count: 4)
      row.finish(gradient.pointer)
      return (value, gradient.prefix(4))
    }
    let gradient = loss(logits).1
    for index in logits.indices {
      var (higher, lower) = (logits, logits)
      higher[index] += 0x1p-8
      lower[index] -= 0x1p-8
      let slope = (loss(higher).0 - loss(lower).0) * 0x1p7
      #expect(abs(slope - Double(gradient[index])) < 1e-5)
    }
  }

  /// The target by its definition: (1 - e) of the label, and e over the number of classes of each.
  @Test func smoothedLabelsAreSpreadOverAllClasses() {
    let logits: [Float] = [0.5, -1.25, 2, 0.25]
    func loss(_ smoothing: Double) -> (Double, [Float]) {
      var row = LossRow(classes: 4, temperature: 1)
      row.start(logits)
      let value = row.addHard(LabelSmoothing(even: smoothing).targets(classes: 4)[1], weight: 1)
      let gradient = FloatBuffer(count: 4)
      row.finish(gradient.pointer)
      return (value, gradient.prefix(4))
    }
    let plain = loss(0)
    let (value, gradient) = loss(0.2)
    let log = plain.0 + Double(logits[1])
    let target = [0.05, 0.85, 0.05, 0.05]
    #expect(abs(value - (log - zip(target, logits).reduce(0) { $0 + $1.0 * Double($1.1) })) < 1e-12)
    for index in 0..<4 {
      let power = plain.1[index] + (index == 1 ? 1 : 0)
      #expect(abs(Double(gradient[index]) - (Double(power) - target[index])) < 1e-6)
    }
  }

  /// Half of the part to each side, all to one side at an end; a class off the scale keeps its own.
  @Test func smoothingOverNeighboursFollowsTheScale() {
    let targets = LabelSmoothing(neighbours: 0.5, scale: [2, 0, 3]).targets(classes: 4)
    #expect(targets[2] == [0.5, 0, 0.5, 0])
    #expect(targets[0] == [0.5, 0, 0.25, 0.25])
    #expect(targets[1] == [0, 1, 0, 0])
    let both = LabelSmoothing(even: 0.2, neighbours: 0.5, scale: [2, 0, 3]).targets(classes: 4)
    for row in both { #expect(abs(row.reduce(0, +) - 1) < 1e-12) }
  }

  /// A label of weight 3 beside one of weight 1 counts as three frames beside one.
  @Test func labelsCountByTheirWeights() {
    let logits: [Float] = [0.5, -1, 0.25, 2]
    func loss(_ labels: [Int32], _ weights: [Float]?) -> (Loss.Value, [Float]) {
      var targets = BatchTargets(rows: labels.count)
      targets.labels = labels
      if let weights { targets.weights = weights }
      let (input, gradient) = (FloatBuffer(), FloatBuffer(count: 2 * labels.count))
      input.assign(Array(logits.prefix(2)) + (1..<labels.count).flatMap { _ in logits.suffix(2) })
      let value = Loss(classes: 2, distillation: nil).evaluate(
        input, targets, gradient: gradient, team: ThreadTeam(threads: 1))
      return (value, gradient.prefix(2 * labels.count))
    }
    let (weighted, repeated) = (loss([0, 1], [1, 3]), loss([0, 1, 1, 1], nil))
    #expect(abs(weighted.0.total - repeated.0.total) < 1e-12)
    #expect(abs(weighted.1[2] - 3 * repeated.1[2]) < 1e-7)
    // What weighs nothing, or has no label, counts for nothing.
    #expect(loss([0, 1], [1, 0]).0.hard == loss([0, -1], [1, 1]).0.hard)
    #expect(loss([0, 1], [0, 0]).0.total == 0)
  }

  /// Frames without a label count only by their soft targets, and the other way round.
  @Test func meansAreOverWhatIsThere() {
    var targets = BatchTargets(rows: 3)
    targets.labels = [0, -1, 1]
    targets.hasSoft = [false, true, false]
    targets.soft = [0, 0, 0.5, 0.5, 0, 0]
    let (logits, gradient) = (FloatBuffer(count: 6), FloatBuffer(count: 6))
    let value = Loss(classes: 2, distillation: Distillation(temperature: 1)).evaluate(
      logits, targets, gradient: gradient, team: ThreadTeam(threads: 1))
    #expect(abs(value.hard - 0.693147180559945) < 1e-12)
    #expect(abs(value.soft - 0.693147180559945) < 1e-12)
    #expect(gradient.prefix(6) == [-0.125, 0.125, 0, 0, 0.125, -0.125])
  }
}
