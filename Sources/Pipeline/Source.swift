/// Where a pipeline's tracks come from.
public struct Source: Sendable, Hashable {
  /// Files, folders and glob patterns, relative ones resolved against the pipeline's folder. Empty if the pipeline names
  /// none and expects them on the command line.
  public let audio: [String]
  /// The rate that all audio is brought to, in Hz.
  public let sampleRate: Double
}
