import Engine
import Pipeline

/// What is asked of a plan that is to be frozen.
public struct PlanRequest: Sendable {
  /// How many shards there are to be.
  public let shards: Int
  /// Settings from the command line, as they were written.
  public let overrides: [String]
  /// What the command line named in place of the pipeline's songs.
  public let audio: [String]
  /// Where plugins were looked for, besides the usual places.
  public let plugins: [String]
  /// Whether songs are read, so that a copy of one with other times is known to be the same.
  public let hashes: Bool

  /// A request.
  public init(shards: Int, overrides: [String] = [], audio: [String] = [], plugins: [String] = [], hashes: Bool = false)
  {
    (self.shards, self.overrides, self.audio) = (shards, overrides, audio)
    (self.plugins, self.hashes) = (plugins, hashes)
  }

  /// The most shards that a plan may have.
  public static let mostShards = 100_000
}
