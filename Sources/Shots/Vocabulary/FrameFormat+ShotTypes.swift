import StageKit

extension FrameFormat {
  /// A probability per shot type, one row per second.
  ///
  /// - Parameter sampleRate: Sample rate of the audio that was heard, in Hz; 0 if it is not known.
  public static func shotTypes(_ types: [String], sampleRate: Double = 0) -> FrameFormat {
    FrameFormat(quantity: .shotTypes, width: types.count, rate: 1, sampleRate: sampleRate, columns: types)
  }

  /// Throws unless the columns are probabilities of these types in this order; the message names both.
  public func require(types: [String]) throws(Failure) {
    try require(.shotTypes)
    guard columns == types else {
      throw Failure(
        "takes the types \(types.joined(separator: " ")), but is given \(columns.joined(separator: " "))",
        remedy: "use one vocabulary for the labels and all models")
    }
  }
}
