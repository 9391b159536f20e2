import Engine
import FoundationEssentials
import StageKit
import Store
import Testing

/// Pipelines that learn: what learns, what takes from it, and what is done again.
@Suite struct LearningRunTests {
  private static let first = "  groups: {use: groups}\n  share: {use: share}\n"
  private let workshop: Workshop

  /// Three songs with the largest sums 0.25, 0.5 and 0.75; the last is for testing.
  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
    try workshop.addSong("test/c.wav", [24576, 0, 0, 0])
  }

  private static let split = ", audio: songs, split: {test: test/*}"

  private func stages(_ settings: String = "", rest: String = "") -> String {
    "\(Self.first)  learn: {use: learn, in: {other: none}\(settings)}\n"
      + "  print: {use: print, in: {frames: learn}}\n\(rest)"
  }

  @discardableResult
  private func run(
    _ stages: String, as file: String = "test.yaml", jobs: Int = 2
  ) async throws -> (summary: RunSummary, reports: [String: TrackReport]) {
    try await workshop.run(stages, as: file, source: Self.split, jobs: jobs)
  }

  @Test func whatWasLearnedReachesTheTracks() async throws {
    let twice = "  twice: {use: twice, in: {frames: learn}, to: 'twice/{name}.{extension}'}\n"
    let print = "  two: {use: print, in: {frames: twice}, to: 'two/{name}.txt'}\n"
    let (summary, reports) = try await run(
      stages(rest: twice + print + "  quote: {use: quote, in: {model: learn.model}}\n"))
    #expect(summary.counts == [.ok: 3])
    #expect(
      try workshop.documents() == [
        "learn.diary": "a b, from 0 on", "a.txt": "-0.125\n", "b.txt": "0.125\n", "test/c.txt": "0.375\n",
        "twice/a.name": "a", "twice/b.name": "b", "twice/c.name": "test/c",
        "two/a.txt": "-0.25\n", "two/b.txt": "0.25\n", "two/c.txt": "0.75\n",
        "a.quote": "0.375", "b.quote": "0.375", "test/c.quote": "0.375",
      ])
    #expect(reports["test/c.wav"]?.documents == ["test/c.txt", "twice/c.name", "two/c.txt", "test/c.quote"])
    #expect(reports["a.wav"]?.warnings == ["print: printed", "two: printed"])
  }

  @Test func theJournalHasOneLinePerTrack() async throws {
    try await run(stages(rest: "  early: {use: print, in: {frames: share}, to: '{track}.early'}\n"))
    let lines = try workshop.document("run.jsonl").split(separator: "\n")
    let reports = try lines.map { try JSONDecoder().decode(TrackReport.self, from: Data($0.utf8)) }
    #expect(reports.map(\.track).sorted() == ["a.wav", "b.wav", "test/c.wav"])
    #expect(reports.first { $0.track == "a.wav" }?.documents == ["a.early", "a.txt"])
  }

  @Test func aModelOfAnotherStageIsSharedByAllTracks() async throws {
    let more = "  more: {use: learn, in: {other: learn.model}}\n  quote: {use: quote, in: {model: more.model}}\n"
    try await run(stages(rest: more))
    #expect(try workshop.document("a.quote") == "0.75")
  }

  @Test func evaluationTakesWhatTheLearnerGivesOfEachTrack() async throws {
    try await run(stages(rest: "  judge: {use: judge, in: {distance: learn}}\n"))
    #expect(try workshop.document("judge.table") == "test/c 0.375\n")
    #expect(
      workshop.events.contains { event in
        if case .corpusStageWarned("judge", "judged") = event { true } else { false }
      })
  }

  @Test func tracksAreWorkedOnOnlyWhenTheyAreAskedFor() async throws {
    try await run("\(Self.first)  learn: {use: learn, in: {other: none}}\n  judge: {use: judge}\n")
    let steps = workshop.reports.mapValues { $0.timings.map(\.step) }
    #expect(steps.filter { $0.value.contains("learn") }.keys.sorted() == ["test/c.wav"])
    #expect(steps.values.allSatisfy { $0.contains("frames") })
  }

  @Test func aFinishedModelMakesItAStageOfTracks() async throws {
    try await run(stages(", with: {finished: 0.5}"))
    #expect(try workshop.documents() == ["a.txt": "-0.25\n", "b.txt": "0.0\n", "test/c.txt": "0.25\n"])
    #expect(workshop.learned == [])
  }

  @Test func runningAgainDoesNothing() async throws {
    let stages = stages(rest: "  judge: {use: judge, in: {distance: learn}}\n")
    try await run(stages)
    let stored = try workshop.storedObjects()
    for _ in 1...2 {
      #expect(try await run(stages).summary.counts == [.cached: 3])
      #expect(workshop.learned == [])
      #expect(workshop.isCached == ["learn": true, "judge": true])
      #expect(try workshop.storedObjects() == stored)
    }
  }

  @Test func otherSettingsOfLearningDecodeNothing() async throws {
    try await run(stages())
    let (_, reports) = try await run(stages(", with: {bias: 0.125}"))
    #expect(reports.values.allSatisfy { !$0.timings.map(\.step).contains("frames") })
    #expect(reports["a.wav"]?.status == .ok)
    #expect(workshop.learned == ["learn"])
    #expect(try workshop.document("a.txt") == "-0.25\n")
  }

  @Test func aMissingDocumentIsWrittenAgainWithoutLearning() async throws {
    try await run(stages())
    try FileManager.default.removeItem(atPath: "\(workshop.output)/learn.diary")
    try FileManager.default.removeItem(atPath: "\(workshop.output)/b.txt")
    let (_, reports) = try await run(stages())
    #expect(reports.mapValues(\.status) == ["a.wav": .cached, "b.wav": .ok, "test/c.wav": .cached])
    #expect(workshop.learned == [])
    #expect(try workshop.document("learn.diary") == "a b, from 0 on")
    #expect(try workshop.document("b.txt") == "0.125\n")
  }

  @Test func anotherTrackOrSplitLearnsAgain() async throws {
    try await run(stages())
    try workshop.addSong("b.wav", [20480, 0, 0, 0])
    let (_, reports) = try await run(stages())
    #expect(reports.filter { $0.value.timings.map(\.step).contains("frames") }.keys.sorted() == ["b.wav"])
    #expect(try workshop.document("a.txt") == "-0.1875\n")

    let (_, again) = try await workshop.run(stages(), source: ", audio: songs, split: {test: [test/*, b.wav]}")
    #expect(again.values.allSatisfy { !$0.timings.map(\.step).contains("frames") })
    #expect(try workshop.document("learn.diary") == "a, from 0 on")
    #expect(try workshop.document("a.txt") == "0.0\n")
  }

  @Test func anotherGroupingLearnsAgain() async throws {
    try workshop.addFile("groups.csv", Array("track,group\na,ann\nb,ann\ntest/c,cleo\n".utf8))
    let source = ", audio: songs, split: {test: test/*, group: groups.csv}"
    try await workshop.run(stages(), source: source)
    try await workshop.run(stages(), source: source)
    #expect(workshop.learned == [])
    try workshop.addFile("groups.csv", Array("track,group\na,ann\nb,bob\ntest/c,cleo\n".utf8))
    let (_, reports) = try await workshop.run(stages(), source: source)
    #expect(workshop.learned == ["learn"])
    #expect(reports.values.allSatisfy { !$0.timings.map(\.step).contains("frames") })
  }

  @Test func theNumberOfJobsChangesNoByte() async throws {
    let stages = stages(rest: "  judge: {use: judge, in: {distance: learn}}\n")
    try await run(stages, jobs: 1)
    let alone = try workshop.documents()
    try FileManager.default.removeItem(atPath: workshop.output)
    try await run(stages, jobs: 4)
    #expect(try workshop.documents() == alone)
  }

  @Test func aDamagedObjectIsMadeAgain() async throws {
    try await run(stages())
    let documents = try workshop.documents()
    for object in try workshop.storedObjects() {
      for document in ["a.txt", "learn.diary"] {
        try FileManager.default.removeItem(atPath: "\(workshop.output)/\(document)")
      }
      try workshop.damageObject(object)
      #expect(try await run(stages()).summary.completeCount == 3)
      #expect(try workshop.documents() == documents)
    }
  }

  @Test func aFailedLearnerFailsWhatDependsOnIt() async throws {
    try workshop.addFile("brake", [])
    let rest =
      "  early: {use: print, in: {frames: share}, to: '{track}.early'}\n  census: {use: census, in: {largest: share}}\n"
      + "  judge: {use: judge, in: {distance: learn}}\n"
    let stages = stages(", with: {brake: '\(workshop.folder)/brake'}", rest: rest)
    let (summary, reports) = try await run(stages)
    let reason = "the stage learn, which it takes from, failed: the brake is on"
    #expect(summary.failedCorpusStages == ["learn": "the brake is on", "judge": reason])
    #expect(summary.counts == [.failed: 3] && summary.end == .allDone)
    #expect(reports["a.wav"]?.reason == reason)
    #expect(reports["a.wav"]?.documents == ["a.early"])
    #expect(try workshop.documents().keys.sorted() == ["a.early", "b.early", "census.txt", "test/c.early"])

    try FileManager.default.removeItem(atPath: "\(workshop.folder)/brake")
    let again = try await run(stages)
    #expect(again.summary.counts == [.ok: 3] && again.summary.failedCorpusStages.isEmpty)
    #expect(try workshop.document("learn.diary") == "a b, from 1 on")
  }

  @Test func anInterruptedLearnerGoesOnFromItsCheckpoint() async throws {
    try workshop.addFile("pause", [])
    let stages = stages(", with: {pause: '\(workshop.folder)/pause'}")
    let interrupted = try await workshop.interrupt(stages, source: Self.split) { event in
      if case .learningProgressed("learn", let progress) = event { progress.epoch == 1 } else { false }
    }
    #expect(interrupted.end == .interruption && interrupted.failedCorpusStages.isEmpty)
    #expect(try workshop.documents().isEmpty)
    // Collecting leaves what the interrupted run has used.
    _ = try StoreFolder(path: "\(workshop.output)/.songboard").collect(olderThan: nil, above: nil)
    try FileManager.default.removeItem(atPath: "\(workshop.folder)/pause")
    try await run(stages)
    #expect(try workshop.document("learn.diary") == "a b, from 1 on")
    #expect(try workshop.document("b.txt") == "0.125\n")
  }

  @Test func anotherPipelinesFilesAreSharedAndStay() async throws {
    try await run(stages())
    let other = try await run(stages(", with: {bias: 0.125}"), as: "other.yaml")
    #expect(other.reports.values.allSatisfy { !$0.timings.map(\.step).contains("frames") })
    try await run(stages())
    #expect(workshop.learned == [])
    try await run(stages(", with: {bias: 0.25}"))
    try await run(stages(", with: {bias: 0.125}"), as: "other.yaml")
    #expect(workshop.learned == [])
  }
}
