/// How the loss on soft targets is scaled.
public enum SoftScale: String, Sendable, Hashable, CaseIterable, Codable {
  /// Not at all, as the paper prints it.
  case none
  /// By the temperature's square, so that its gradient does not shrink as the temperature grows (Hinton, Vinyals, Dean
  /// 2015).
  case tau2
}
