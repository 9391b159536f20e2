import StageKit

/// What frames must be for beats to be found in them.
enum RhythmRates {
  /// Rows per second that tempo and beats are found in at most: the work grows with their square.
  private static let highest = 500.0
  /// Rows per second that serve tempo and beats well.
  private static let usual = "40 to 100"

  /// Makes sure that mel power and onset strength are what they should be, of one rate.
  ///
  /// - Throws: ``Failure`` if not.
  static func require(mel: FrameFormat, onset: FrameFormat) throws(Failure) {
    try mel.require(.melPower)
    try onset.require(.onsetStrength)
    try require("onset", onset, asOften: "mel", mel)
    guard onset.rate <= highest else {
      throw Failure(
        "onset has \(onset.rate.text) rows per second, more than \(highest.text)",
        remedy: "give spectrum a longer hop, for beats \(usual) rows per second are usual")
    }
  }

  /// Makes sure that two inputs have one rate.
  ///
  /// - Throws: ``Failure`` if not.
  static func require(
    _ name: String, _ format: FrameFormat, asOften otherName: String, _ other: FrameFormat
  ) throws(Failure) {
    guard format.rate == other.rate else {
      throw Failure(
        "\(otherName) has \(other.rate.text) rows per second, \(name) \(format.rate.text)",
        remedy: "make both from one spectrum")
    }
  }
}
