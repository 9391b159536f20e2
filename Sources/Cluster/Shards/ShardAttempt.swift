import Engine
import Files
import StageKit

/// One attempt at a shard. Others may be at work at the same shard, here or elsewhere: they make the same bytes, give them
/// their names whole, and each has a journal of its own.
public struct ShardAttempt: Sendable {
  /// Who is at work, in files' names.
  public let attempt: Attempt
  /// The shard's tracks.
  public let library: Library

  private let folder: PlanFolder
  private let shard: Int
  private let output: String

  /// An attempt that begins now.
  ///
  /// - Throws: ``Failure`` if the plan's file of the shard cannot be read.
  public init(at shard: Int, of folder: PlanFolder, in output: String) throws {
    attempt = Attempt(at: folder.plan.part(of: shard), time: RunClock.newID())
    library = Library(tracks: try folder.tracks(of: shard).map(\.track))
    (self.folder, self.shard, self.output) = (folder, shard, output)
  }

  private var journals: JournalFolder { JournalFolder(of: folder.plan, in: output) }

  /// Does the shard.
  ///
  /// - Parameters:
  ///   - pack: What takes the documents, if not files of their own: its tracks count from ``finish(_:)`` on.
  ///   - work: Works on the tracks, and hands over the line of each that is done.
  /// - Throws: What `work` throws, and ``Failure`` if the journal cannot be written.
  public func callAsFunction(
    packing pack: PackWriter? = nil, _ work: (@escaping (TrackReport) throws -> Void) async throws -> Void
  ) async throws {
    let journal =
      if let pack { try LineFile(path: pack.journalPath, mode: .new) } else { try journals.open(of: shard, attempt) }
    try await work { try journal.append($0) }
  }

  /// Gives a pack its names, and then the journal, which waits for it: a shard whose pack is lost is not done.
  ///
  /// - Returns: As ``PackWriter/finish()`` does.
  /// - Throws: ``Failure`` if the disk takes no more.
  @discardableResult
  public func finish(_ pack: PackWriter) throws -> Bool {
    let isNew = try pack.finish()
    try journals.take(pack.journalPath, of: shard, attempt)
    return isNew
  }
}
