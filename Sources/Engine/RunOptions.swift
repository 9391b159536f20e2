import Audio

/// How to run a plan.
public struct RunOptions: Sendable {
  /// The folder for documents.
  public var output: String
  /// How many tracks to work on at once.
  public var jobs: Int
  /// Whether the first failed track stops the run.
  public var failFast: Bool
  /// Where songs are decoded.
  public var decoding: Decoding

  /// How to run a plan.
  public init(output: String, jobs: Int, failFast: Bool = false, decoding: Decoding = .inProcess) {
    self.output = output
    self.jobs = jobs
    self.failFast = failFast
    self.decoding = decoding
  }
}
