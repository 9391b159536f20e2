import Cluster
import Engine
import Files
import FoundationEssentials
import Formats
import StageKit
import Testing

/// What is made of journals: whole, missing, doubled, cut off and damaged ones.
struct MergeTests {
  private static func merge(_ workshop: PlanWorkshop) throws -> Merger.Outcome {
    try Merger(try PlanFolder(path: workshop.planPath), in: workshop.output)()
  }

  private static func status(_ workshop: PlanWorkshop) throws -> PlanStatus {
    try PlanStatus(of: try PlanFolder(path: workshop.planPath).plan, in: workshop.output)
  }

  private static func tracks(_ workshop: PlanWorkshop) throws -> [String] {
    try workshop.text(of: "out/run.jsonl").split(separator: "\n").map {
      try #require(try JSONReader.read(Array($0.utf8))["track"]?.text)
    }
  }

  @Test func aRecordHasEachTrackOnceInOrder() async throws {
    let workshop = try PlanWorkshop()
    let paths = PlanWorkshop.paths(40_000)
    try workshop.freeze(paths, shards: 5)
    for shard in [3, 0, 4, 2, 1] { try await workshop.attempt(shard) }
    let outcome = try Self.merge(workshop)
    #expect(outcome.missing.isEmpty && outcome.counts == [.ok: 40_000] && outcome.oddLines == 0)
    #expect(try Self.tracks(workshop) == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    let status = try Self.status(workshop)
    #expect(status.completeCount == 40_000 && status.unfinished.isEmpty)
  }

  @Test func theOrderOfShardsMakesNoDifference() async throws {
    var records: [String] = []
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let workshop = try PlanWorkshop()
      try workshop.freeze(PlanWorkshop.paths(50), shards: 3)
      for shard in order { try await workshop.attempt(shard) }
      _ = try Self.merge(workshop)
      records.append(try workshop.text(of: "out/run.jsonl"))
    }
    #expect(Set(records).count == 1)
  }

  @Test func whatIsMissingIsTold() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(50), shards: 4)
    let lost = try #require(try PlanFolder(path: workshop.planPath).tracks(of: 2).first?.track.path)
    for shard in [0, 1, 2] { try await workshop.attempt(shard) { $0.path != lost } }
    let outcome = try Self.merge(workshop)
    let last = try PlanFolder(path: workshop.planPath).tracks(of: 3).map(\.track.path)
    #expect(outcome.missing.map(\.track) == [lost] + last)
    #expect(!FileTree.exists("\(workshop.output)/run.jsonl") && !FileTree.exists("\(workshop.output)/index.sqlite"))
    let status = try Self.status(workshop)
    #expect(status.unfinished == [2, 3] && status.unfinishedTracks == 1 + last.count)
    #expect(!FileTree.names(in: "\(workshop.output)/.songboard").contains { $0.hasPrefix("merge") })
  }

  @Test func ofDoubledLinesTheOneThatTellsMostCounts() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(20), shards: 1)
    try await workshop.attempt(0, status: .failed, time: 300)
    try await workshop.attempt(0, status: .ok, time: 100)
    try await workshop.attempt(0, status: .cached, time: 200)
    #expect(try Self.merge(workshop).counts == [.ok: 20])
    #expect(try Self.status(workshop).counts == [.ok: 20])
    #expect(try workshop.text(of: "out/run.jsonl").split(separator: "\n").allSatisfy { $0.contains("\"time\":100,") })
  }

  @Test func aFailedTrackIsDone() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(20), shards: 1)
    try await workshop.attempt(0, status: .corrupt)
    let status = try Self.status(workshop)
    #expect(status.unfinished.isEmpty && status.completeCount == 0 && status.counts == [.corrupt: 20])
    #expect(try Self.merge(workshop).counts == [.corrupt: 20])
  }

  @Test func aJournalMayBeCutOffAnywhere() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(["a.flac", "b.flac"], shards: 1)
    try await workshop.attempt(0)
    let journal = try #require(try workshop.journals(of: 0).first)
    let whole = try Data(contentsOf: URL(filePath: journal))
    let firstEnd = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    for count in stride(from: 0, to: whole.count, by: 1) {
      try whole.prefix(count).write(to: URL(filePath: journal))
      let status = try Self.status(workshop)
      #expect(status.unfinishedTracks == (count <= firstEnd ? 2 : 1) && status.damagedLines == 0)
    }
    // A line that was cut off, and then ended.
    for count in [1, 20, firstEnd - 1] {
      try (whole.prefix(count) + Data("\n".utf8)).write(to: URL(filePath: journal))
      #expect(try Self.status(workshop).damagedLines == 1)
      let outcome = try Self.merge(workshop)
      #expect(outcome.oddLines == 1 && outcome.missing.count == 2)
    }
  }

  @Test func damagedAndForeignLinesDoNotCount() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(3), shards: 1)
    try await workshop.attempt(0)
    let journal = try #require(try workshop.journals(of: 0).first)
    var text = try Data(contentsOf: URL(filePath: journal))
    text += Data([0, 0, 0, 10]) + Data("\n{}\n{\"status\":\"odd\",\"time\":1,\"track\":\"x\"}\n".utf8)
    text += Data("{\"status\":\"ok\",\"time\":1,\"track\":\"no track of the plan\"}\n".utf8)
    try text.write(to: URL(filePath: journal))
    let outcome = try Self.merge(workshop)
    #expect(outcome.counts == [.ok: 3] && outcome.oddLines == 5)
  }

  @Test func journalsOfOtherPlansDoNotCount() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(10), shards: 2)
    for shard in 0..<2 { try await workshop.attempt(shard) }
    try workshop.freeze(PlanWorkshop.paths(10), shards: 2, set: ["a.word=other"])
    #expect(try Self.status(workshop).unfinished == [0, 1])
  }

  @Test func whatAPersonPutInARecordsPlaceStays() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(10), shards: 1)
    try await workshop.attempt(0)
    try workshop.addFile("out/run.jsonl", "mine")
    #expect(try Self.merge(workshop).copies == ["run.jsonl.~1~"])
    #expect(try workshop.text(of: "out/run.jsonl.~1~") == "mine")
    #expect(try Self.merge(workshop).copies.isEmpty)
  }

  /// The stages that see the corpus add lines, by a run that may be interrupted; what a person adds is the person's.
  @Test func linesOfCorpusStagesAreNoPersons() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(10), shards: 1)
    try await workshop.attempt(0)
    _ = try Self.merge(workshop)
    func add(_ text: String) throws {
      try workshop.addFile("out/run.jsonl", try workshop.text(of: "out/run.jsonl") + text)
    }
    let record = try OwnFile(Merger.recordName, in: workshop.output)
    try await record.extend { try add("{\"track\":\"a\"}\n") }
    #expect(try Self.merge(workshop).copies.isEmpty)
    #expect(try Self.tracks(workshop).count == 10)
    await #expect(throws: CancellationError.self) {
      try await record.extend {
        try add("{\"track\":\"a\"}\n")
        throw CancellationError()
      }
    }
    #expect(try Self.merge(workshop).copies.isEmpty)
    try add("mine\n")
    try await record.extend { try add("{\"track\":\"a\"}\n") }
    #expect(try Self.merge(workshop).copies == ["run.jsonl.~1~"])
    #expect(try workshop.text(of: "out/run.jsonl.~1~").contains("mine\n"))
  }

  @Test func theIndexKnowsTheContents() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(
      [], shards: 2,
      tracks: [
        LibraryTrack(
          file: "/l/a.flac", path: "a.flac", suffix: ".flac", isFolder: false, part: .training, group: nil,
          planned: PlannedFile(size: 1, modified: 2, digest: nil))
      ])
    let folder = try PlanFolder(path: workshop.planPath)
    for shard in 0..<2 { try await workshop.attempt(shard) }
    #expect(throws: Failure.self) { try folder.mergedLibrary(in: workshop.output) }
    _ = try Self.merge(workshop)
    let tracks = try folder.mergedLibrary(in: workshop.output).tracks
    #expect(tracks.map(\.planned) == [PlannedFile(size: 1, modified: 2, digest: Digest(high: 3, low: 4))])
  }

  @Test func namesThatUnicodeComposesInTwoWaysAreTwo() async throws {
    let workshop = try PlanWorkshop()
    let paths = ["\u{E9}.flac", "e\u{301}.flac"]
    #expect(paths[0] == paths[1])
    // Documents of such names are two files as well.
    try workshop.freeze(paths, shards: 1)
    try await workshop.attempt(0)
    let outcome = try Self.merge(workshop)
    #expect(outcome.missing.isEmpty && outcome.counts == [.ok: 2] && outcome.oddLines == 0)
    #expect(try Self.tracks(workshop).map { Array($0.utf8) } == paths.reversed().map { Array($0.utf8) })
  }

  @Test func draftsOfAKilledMergeGoWithAge() async throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(5), shards: 1)
    try await workshop.attempt(0)
    let names = ["merge-20260101T000000Z-1a2b-node-1", "merge-20260101T000000Z-1a2b-node-2", "merge-mine"]
    for name in names { try workshop.addFile("out/.songboard/\(name)/lines/0", "x") }
    for name in [names[0], names[2]] { try workshop.age("out/.songboard/\(name)", hours: 25) }
    _ = try Self.merge(workshop)
    let left = FileTree.names(in: "\(workshop.output)/.songboard").filter { $0.hasPrefix("merge-") }
    #expect(left.sorted() == [names[1], names[2]])
  }
}
