import Testing

@testable import Networks

@Suite struct OptimizerTests {
  struct Case: Decodable {
    struct Step: Decodable {
      let grad: [Double]
      let gradNorm: Double
      let after: [Double]
    }
    let clipNorm: Double?
    let start: [Double]
    let steps: [Step]
  }
  struct Cases: Decodable {
    let cases: [Case]
  }

  @Test(arguments: InstructionSet.supported) func rmspropEqualsTheOracle(_ set: InstructionSet) throws {
    let cases: Cases = try Oracle.load("rmsprop")
    #expect(cases.cases.count == 2)
    for item in cases.cases {
      let count = item.start.count
      let (parameters, gradients, squares) = (FloatBuffer(), FloatBuffer(), FloatBuffer(count: count))
      parameters.assign(item.start.map { Float($0) })
      for (index, step) in item.steps.enumerated() {
        gradients.assign(step.grad.map { Float($0) })
        let norm = Optimizer.rmsprop().apply(
          to: parameters, gradients: gradients, moments: [squares], range: 0..<count, step: index + 1, rate: 1e-3,
          largestNorm: item.clipNorm, kernels: set.kernels, team: ThreadTeam(threads: 1))
        #expect(abs(norm / step.gradNorm - 1) < 1e-6)
        expectClose(parameters.prefix(count), step.after, within: 1e-6)
      }
    }
  }

  /// Adam's rule, written out in double precision.
  @Test(arguments: InstructionSet.supported) func adamFollowsItsRule(_ set: InstructionSet) {
    let count = 19
    let (parameters, gradients) = (FloatBuffer(count: count), FloatBuffer(count: count))
    let moments = [FloatBuffer(count: count), FloatBuffer(count: count)]
    var expected = [Double](repeating: 0, count: count)
    var (means, squares) = (expected, expected)
    for step in 1...5 {
      let given = (0..<count).map { Float(($0 * step) % 7) - 3.5 }
      gradients.assign(given)
      Optimizer.adam().apply(
        to: parameters, gradients: gradients, moments: moments, range: 0..<count, step: step, rate: 1e-2,
        largestNorm: nil,
        kernels: set.kernels, team: ThreadTeam(threads: 1))
      var (first, second) = (1.0, 1.0)
      for _ in 1...step { (first, second) = (first * 0.9, second * 0.999) }
      for index in 0..<count {
        let gradient = Double(given[index])
        means[index] = 0.9 * means[index] + 0.1 * gradient
        squares[index] = 0.999 * squares[index] + 0.001 * gradient * gradient
        expected[index] -=
          1e-2 * (means[index] / (1 - first)) / ((squares[index] / (1 - second)).squareRoot() + 1e-8)
      }
      expectClose(parameters.prefix(count), expected, "step \(step)")
    }
  }

  /// What a parameter loses of itself comes before the step, and hangs on no gradient.
  @Test func decayIsApartFromTheGradient() {
    func after(decay: Double, gradient: Float) -> [Float] {
      let (parameters, gradients) = (FloatBuffer(), FloatBuffer())
      parameters.assign([2, -4, 0])
      gradients.assign([gradient, gradient, gradient])
      Optimizer.rmsprop().apply(
        to: parameters, gradients: gradients, moments: [FloatBuffer(count: 3)], range: 0..<3, step: 1, rate: 0.5,
        decay: decay, largestNorm: nil, kernels: InstructionSet.best.kernels, team: ThreadTeam(threads: 1))
      return parameters.prefix(3)
    }
    #expect(after(decay: 0.25, gradient: 0) == [1.75, -3.5, 0])
    let step = after(decay: 0, gradient: 1)
    expectClose(after(decay: 0.25, gradient: 1), zip(step, [0.25, -0.5, 0]).map { Double($0 - $1) }, within: 1e-6)
  }

  @Test func ratesFallAsTheirScheduleSays() {
    #expect(LearningRate(0.5).rate(ofEpoch: 99, of: 100) == 0.5)
    let cosine = LearningRate(1, schedule: .cosine)
    #expect(cosine.rate(ofEpoch: 0, of: 10) == 1)
    #expect(abs(cosine.rate(ofEpoch: 5, of: 10) - 0.5) < 1e-12)
    #expect(abs(cosine.rate(ofEpoch: 20, of: 10)) < 1e-12)
  }
}
