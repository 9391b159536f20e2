/// How soft targets count beside hard labels: L = a H(label, softmax(z)) + (1 - a) S H(target, softmax(z / tau)).
///
/// H is the cross-entropy, with natural logarithm, averaged over the frames that have a label, or a target.
public struct Distillation: Sendable, Hashable, Codable {
  /// The hard labels' weight a in [0, 1]: the paper's alpha for the student, beta for assistants.
  public var hardWeight: Double
  /// The temperature tau, above 0.
  public var temperature: Double
  /// The scale S.
  public var softScale: SoftScale

  /// The weights of both parts.
  public init(hardWeight: Double = 0.5, temperature: Double = 4, softScale: SoftScale = .tau2) {
    (self.hardWeight, self.temperature, self.softScale) = (hardWeight, temperature, softScale)
  }

  /// The weight of the cross-entropy on soft targets: (1 - a) S.
  var softWeight: Double {
    (1 - hardWeight) * (softScale == .tau2 ? temperature * temperature : 1)
  }
}

/// How the loss on soft targets is scaled.
public enum SoftScale: String, Sendable, Hashable, CaseIterable, Codable {
  /// Not at all, as the paper prints it.
  case none
  /// By the temperature's square, so that its gradient does not shrink as the temperature grows (Hinton, Vinyals, Dean
  /// 2015).
  case tau2
}
