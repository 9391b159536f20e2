extension ShotLanguage {
  /// The control that always says the most frequent type: the prior as the probabilities of each second.
  ///
  /// Its ``TypeRows/best`` is the majority class; ties go to the first type.
  ///
  /// - Parameter seconds: How long the song is.
  public func majority(seconds: Int) -> TypeRows {
    TypeRows(repeating: prior, count: seconds)
  }
}
