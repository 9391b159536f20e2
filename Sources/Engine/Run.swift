import Audio
import Files
import Pipeline
import StageKit
import Store

/// A plan over a library: one track's failure is its own, documents are published whole, and only what is missing or out of
/// date is made.
///
/// The documents are what is wanted. What they are made from is asked of the store, and what is missing there is made. A
/// track has a turn before each corpus stage that must work, and one after the last.
public struct Run: Sendable {
  /// What tells the run from others, such as `20261125T233249Z-1a2b`.
  public let id: String

  let plan: Plan
  let graph: TaskGraph
  let folder: OutputFolder
  let tracks: [LibraryTrack]
  let places: DocumentPlaces
  let options: RunOptions
  let version: String

  /// Prepares a run, and checks that each document has a place of its own, which is not that of a file that the run reads.
  /// Nothing is written yet.
  ///
  /// - Parameters:
  ///   - version: The program's version; a part of what documents that name it are made from.
  ///   - inputs: More files that the run reads or writes, such as its log of events.
  /// - Throws: ``Failure`` if the output folder cannot be used, two documents would be one file, or a document would take
  ///   the place of a file that the run reads.
  public init(
    of plan: Plan, over library: Library, options: RunOptions, version: String, inputs: [String] = []
  ) throws(Failure) {
    id = options.attempt?.id ?? RunClock.newID()
    self.plan = plan
    self.options = options
    self.version = version
    tracks = library.tracks
    graph = TaskGraph(plan)
    folder = try OutputFolder(path: options.output, attempt: options.attempt, packing: options.packing)
    places = try Self.places(in: folder, graph: graph, tracks: tracks, inputs: inputs)
  }

  /// How many tracks there are of each part; of parts without any, nothing.
  public var parts: [TrackPart: Int] { tracks.reduce(into: [:]) { $0[$1.part, default: 0] += 1 } }

  /// Runs; tracks that cannot be completed are reported and do not stop the others.
  ///
  /// Cancelling the task interrupts the run: work that is going on is dropped, what is done stays.
  ///
  /// - Parameters:
  ///   - tell: Is told, from any thread, that the run waits for another one.
  ///   - journal: Takes the line of each track that is done, in place of `run.jsonl`.
  ///   - incoming: Waits for a track that is to be done, in place of the run's own; `nil` if none comes any more. Only an
  ///     attempt at a part of a library takes them so.
  ///   - report: Is told what happens, in order, never by two threads at once.
  /// - Throws: What `report` throws.
  public func callAsFunction(
    tell: @escaping @Sendable (String) -> Void = { _ in }, journal: ((TrackReport) throws -> Void)? = nil,
    incoming: (@Sendable () -> LibraryTrack?)? = nil, report: (RunEvent) -> Void
  ) async throws -> RunSummary {
    let scheduler = Scheduler(run: self)
    do {
      try await scheduler.start(tell: tell, journal: journal, incoming: incoming, report: report)
    } catch is CancellationError {
      scheduler.summary.end = .interruption
    } catch let failure as Failure {
      scheduler.summary.end = Task.isCancelled ? .interruption : .gaveUp
      scheduler.summary.reason = failure.description
    }
    report(.finished(scheduler.summary))
    return scheduler.summary
  }

  /// What earlier runs left beside this one's documents; `nil` if nothing, or of an attempt, which sees a part of the folder
  /// alone. What nobody has changed or needs is removed, if the run is to do so and all went well.
  ///
  /// - Throws: ``Failure`` if the folder cannot be locked, `CancellationError`.
  func earlier(after summary: RunSummary, by publisher: Publisher) throws -> RunSummary.Earlier? {
    guard options.attempt == nil, folder.packing == nil, summary.end == .allDone else { return nil }
    let files = try EarlierFiles(beside: self, in: publisher.published)
    guard let first = files.all.first else { return nil }
    let removed = options.prunes && summary.isFlawless ? try publisher.remove(files) : 0
    let example = removed > 0 ? files.own.first : nil
    return RunSummary.Earlier(
      count: files.all.count, removable: files.own.count, removed: removed, example: example ?? first)
  }

  /// What the tracks of the run share.
  func ground(store: Store, published: PublishedDocuments, isNoting: Bool = true) -> RunGround {
    RunGround(
      graph: graph, folder: folder, published: published, store: store,
      hashes: FileHashes(store.hashes, isNoting: isNoting, rehash: options.rehash),
      shared: SharedResults(graph, store: store), decoders: DecoderPool(options.decoding), version: version,
      overwrites: options.overwrites)
  }

  /// The documents of all tracks and of the corpus at their places, held against the files that the run reads.
  private static func places(
    in folder: OutputFolder, graph: TaskGraph, tracks: [LibraryTrack], inputs: [String]
  ) throws(Failure) -> DocumentPlaces {
    let places = try DocumentPlaces.checked(in: folder, graph: graph, tracks: tracks)
    for file in inputs { try places.check(input: file) }
    try forEachInput(of: graph.plan, tracks, output: folder.path) { (file, isInOutput) throws(Failure) in
      if !isInOutput { try places.check(input: file) }
    }
    return places
  }

  /// Calls a closure with each file that the run reads, whether it is there or not.
  func forEachInput(_ body: (String) throws(Failure) -> Void) throws(Failure) {
    try Self.forEachInput(of: plan, tracks, output: folder.path) { (file, _) throws(Failure) in try body(file) }
  }

  /// - Parameter body: Takes the file, and whether an earlier run wrote it to the output folder for this one to go on from.
  private static func forEachInput(
    of plan: Plan, _ tracks: [LibraryTrack], output: String, _ body: (String, Bool) throws(Failure) -> Void
  ) throws(Failure) {
    for file in [plan.file] + plan.stages.flatMap(\.fileHashes.keys) + (plan.source.split?.files ?? []) {
      try body(file, false)
    }
    for track in tracks {
      for (file, isInOutput) in files(of: track, in: plan, output: output) { try body(file, isInOutput) }
    }
  }

  /// The files that a track is made from, whether they are there or not.
  func files(of track: LibraryTrack) -> [String] {
    Self.files(of: track, in: plan, output: folder.path).map(\.path)
  }

  private static func files(
    of track: LibraryTrack, in plan: Plan, output: String
  ) -> [(path: String, isInOutput: Bool)] {
    let beside =
      plan.stages.flatMap(\.settings.trackFiles) + plan.source.views.compactMap(\.file)
      + [plan.source.labels].compactMap(\.self)
    return [(track.file, false)] + beside.map { ($0.path(of: track, output: output), $0.isInOutput) }
  }
}
