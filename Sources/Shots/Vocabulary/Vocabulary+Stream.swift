import StageKit

extension Vocabulary {
  /// The vocabulary that a stream of shot types speaks.
  ///
  /// - Throws: ``Failure`` if the columns are no shot types.
  public init(of format: FrameFormat) throws(Failure) {
    try format.require(.shotTypes)
    try self.init(types: format.columns, scale: format.scale, aliases: format.aliases)
  }

  /// What labels in these words give: a number per shot type, one row per second.
  public var labelFormat: FrameFormat {
    FrameFormat(
      quantity: .shotTypes, width: count, rate: 1, sampleRate: 0, columns: types, scale: scale, aliases: aliases)
  }
}
