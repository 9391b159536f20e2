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

  /// The cross-entropy -log softmax(z)[label]; its derivative times `weight` is kept.
  ///
  /// - Parameter smoothing: The part of the target that is spread over all classes (Szegedy et al. 2016), as PyTorch's
  ///   `CrossEntropyLoss` does it.
  mutating func addHard(_ label: Int, smoothing: Double = 0, weight: Double) -> Double {
    let (sum, largest) = exponentials(1)
    let spread = smoothing / Double(logits.count)
    var mean = (1 - smoothing) * logits[label]
    for index in powers.indices {
      gradient[index] += weight * (powers[index] / sum - (index == label ? 1 - smoothing + spread : spread))
      mean += spread * logits[index]
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
