/// What a trained model is in the method: three kinds learn from each other. Source: the paper's section 3.
public enum ModelKind: String, Sendable, Hashable, CaseIterable {
  /// A network that sees the song at one view: hRNN, mRNN or lRNN.
  case assistant
  /// The fusion of the assistants: codebooks, co-occurrence and film language; no network of its own.
  case teacher
  /// The network that learns from the teacher, and is all that a prediction needs.
  case student
}
