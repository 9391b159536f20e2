import StageKit

extension FrameFormat {
  /// Throws unless the columns are probabilities of these types in this order; the message names both.
  func require(types: [String]) throws(Failure) {
    try require(.shotTypes)
    guard columns == types else {
      throw Failure(
        "takes the types \(types.joined(separator: " ")), but is given \(columns.joined(separator: " "))",
        remedy: "use one vocabulary for the labels and all models")
    }
  }
}
