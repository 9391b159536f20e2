import Audio
import Files

/// How to run a plan.
public struct RunOptions: Sendable {
  /// The folder for documents.
  public var output: String
  /// The folder of the store; by default `.songboard` in the output folder.
  public var store: String?
  /// How many tracks to work on at once.
  public var jobs: Int
  /// Whether the first failed track stops the run.
  public var failFast = false
  /// Where songs are decoded.
  public var decoding = Decoding.inProcess
  /// Whether files that a person has changed, or that songboard did not write, are replaced; copies of them stay.
  public var overwrites = false
  /// Whether files of earlier runs that the plan does not make are removed, unless somebody has changed them, a command made
  /// them, or its documents name them.
  public var prunes = false
  /// Whether songs are hashed again, though the system says that they are the same.
  public var rehash = false
  /// Settings from the command line, as they were written, for the record.
  public var overrides: [String] = []
  /// The attempt at a part of a library that the run is; `nil` for a run of its own.
  public var attempt: Attempt?
  /// What takes documents of tracks in place of files of their own; `nil` for files.
  public var packing: Packing?

  /// How to run a plan.
  public init(output: String, jobs: Int) {
    self.output = output
    self.jobs = jobs
  }

  /// Where the store is.
  public var storePath: String { store ?? "\(output)/.songboard" }
}
