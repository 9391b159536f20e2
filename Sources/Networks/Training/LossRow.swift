import Glibc

/// The loss of one row of logits, in double precision.
struct LossRow {
  private let temperature: Double
  private var logits: [Double]
  private var powers: [Double]
  private var gradient: [Double]

  init(classes: Int, temperature: Double) {
    self.temperature = temperature
    logits = Array(repeating: 0, count: classes)
    powers = logits
    gradient = logits
  }

  /// Begins with a row.
  mutating func start(_ row: UnsafePointer<Float>) {
    for index in logits.indices {
      logits[index] = Double(row[index])
      gradient[index] = 0
    }
  }

  /// The cross-entropy -sum of target times log softmax(z); its derivative times `weight` is kept.
  ///
  /// - Parameter target: What a label asks of each class, the whole being 1.
  mutating func addHard(_ target: [Double], weight: Double) -> Double {
    let (sum, largest) = exponentials(1)
    var mean = 0.0
    for index in powers.indices {
      gradient[index] += weight * (powers[index] / sum - target[index])
      mean += target[index] * logits[index]
    }
    return log(sum) + largest - mean
  }

  /// The cross-entropy -sum of target times log softmax(z / temperature); its derivative times `weight` is kept.
  mutating func addSoft(_ target: ArraySlice<Float>, weight: Double) -> Double {
    let (sum, largest) = exponentials(temperature)
    let scaled = weight / temperature
    // A target whose sum is not quite 1 has this derivative exactly.
    let total = target.reduce(0.0) { $0 + Double($1) }
    var loss = 0.0
    for (index, value) in target.enumerated() {
      gradient[index] += scaled * (total * powers[index] / sum - Double(value))
      loss += Double(value) * (log(sum) + largest - logits[index] / temperature)
    }
    return loss
  }

  /// Writes the derivative of what was added.
  func finish(_ result: UnsafeMutablePointer<Float>) {
    for index in gradient.indices { result[index] = Float(gradient[index]) }
  }

  /// Sets ``powers`` to the exponentials of the logits over the temperature, less the largest.
  private mutating func exponentials(_ temperature: Double) -> (sum: Double, largest: Double) {
    let largest = (logits.max() ?? 0) / temperature
    var sum = 0.0
    for index in powers.indices {
      powers[index] = exp(logits[index] / temperature - largest)
      sum += powers[index]
    }
    return (sum, largest)
  }
}
