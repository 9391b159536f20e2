extension ShotLanguage {
  /// The control that always says the most frequent type: the prior as the probabilities of each second.
  ///
  /// Its ``TypeRows/best`` is the majority class; ties go to the first type.
  ///
  /// - Parameter seconds: How long the song is.
  public func majority(seconds: Int) -> TypeRows {
    TypeRows(repeating: prior, count: seconds)
  }

  /// The control of a single network with the bigram (such as hRNN + bigram): posterior over prior, no co-occurrence.
  ///
  /// - Parameter languageWeight: What log probabilities of the language are multiplied by.
  public func fusionOfOneView(acousticScale: Double = 1, languageWeight: Double = 1) -> Fusion {
    Fusion(language: self, links: [], acousticScale: acousticScale, languageWeight: languageWeight)
  }
}
