import Learning

/// The controls of a report, which hear no music: all they know is the labels of the training songs.
public struct Controls {
  private static let majority = "majority class"
  private static let draw = "bigram draw"
  /// The controls in the order of their predictions, and whether they give probabilities.
  public static let all = [(name: majority, givesProbabilities: true), (name: draw, givesProbabilities: false)]
  /// The controls' names, in that order.
  static let names = all.map(\.name)

  private let language: ShotLanguage
  private let draw: BigramDraw

  /// Controls with the language of the training songs.
  ///
  /// - Parameter seed: What the draw hangs on.
  init(_ language: ShotLanguage, seed: UInt64) {
    self.language = language
    draw = BigramDraw(language, seed: seed)
  }

  /// What the controls say of a song.
  ///
  /// - Parameters:
  ///   - song: The song's content hash, so that each song has a draw of its own.
  ///   - seconds: How long the song is.
  func predictions(on song: String, seconds: Int) -> [SystemPrediction] {
    let majority = language.majority(seconds: seconds)
    return [
      SystemPrediction(
        name: Self.majority, doc: "The most frequent type of the training songs.", labels: majority.best,
        probabilities: majority),
      SystemPrediction(
        name: Self.draw, doc: "Drawn from the training songs' bigram; it hears no music.",
        labels: draw.labels(of: song, seconds: seconds), probabilities: nil),
    ]
  }
}
