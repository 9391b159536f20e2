import Cluster
import Engine
import Files
import Formats
import FoundationEssentials
import StageKit
import Testing

/// Plans: written, read again, and held against what is there.
struct PlanTests {
  @Test func aTracksShardIsKnownByItsPathAlone() {
    // A plan of today must have the shards of a plan of tomorrow: these numbers never change.
    let shards = ["a/x.flac", "a/y.flac", "é.wav"].map { PlannedTrack.shard(of: $0, among: 200) }
    #expect(shards == [164, 8, 78])
    #expect(PlannedTrack.shard(of: "a/x.flac", among: 1) == 0)
  }

  @Test func shardsAreEven() {
    var counts = [Int](repeating: 0, count: 50)
    for path in PlanWorkshop.paths(20_000) { counts[PlannedTrack.shard(of: path, among: 50)] += 1 }
    // Of 400 expected, with a standard deviation of 20.
    #expect(counts.allSatisfy { (300...500).contains($0) })
  }

  @Test func aPlanComesBackAsItWasFrozen() throws {
    let workshop = try PlanWorkshop()
    let odd = PlanWorkshop.track("b/\"quoted\"\tand é.flac", part: .test, group: "b")
    let missing = LibraryTrack(
      file: "gone.flac", path: "gone.flac", suffix: ".flac", isFolder: false, part: .unlabelled, group: nil,
      planned: nil)
    let tracks = [PlanWorkshop.track("a/1.flac"), odd, missing]
    let frozen = try workshop.freeze([], shards: 3, set: ["a.word=x"], tracks: tracks).plan
    let folder = try PlanFolder(path: workshop.planPath + "/")
    #expect(folder.plan == frozen)
    #expect(frozen.trackCount == 3 && frozen.set == ["a.word=x"] && !frozen.hasCorpusStages)
    var found = try (0..<3).flatMap { try folder.tracks(of: $0) }
    found.sort { $0.number < $1.number }
    #expect(found.map(\.number) == [0, 1, 2])
    #expect(found.prefix(2).map(\.track) == Array(tracks.prefix(2)))
    // Shards may start elsewhere.
    #expect(found[2].track.file == FileTree.fromRoot("gone.flac") && found[2].track.planned == nil)
    #expect(found[2].track.part == .unlabelled)
  }

  @Test func theSamePlanAgainIsTheSame() throws {
    let workshop = try PlanWorkshop()
    let first = try workshop.freeze(PlanWorkshop.paths(20), shards: 4)
    let again = try workshop.freeze(PlanWorkshop.paths(20), shards: 4)
    #expect(!first.isKnown && again.isKnown && first.plan == again.plan)
    let other = try workshop.freeze(PlanWorkshop.paths(21), shards: 4)
    #expect(!other.isKnown && other.plan.id != first.plan.id)
    #expect(try PlanFolder(path: workshop.planPath).plan == other.plan)
    let left = FileTree.names(in: workshop.folder).filter { $0.contains("partial") }
    #expect(left.isEmpty)
  }

  @Test func draftsOfAKilledPlanGoWithAge() throws {
    let workshop = try PlanWorkshop()
    let draft = "plan.partial-20260101T000000Z-1a2b-node-1"
    let others = [
      "plan.partial-20260101T000000Z-1a2b-node-2-sort", "plan.partial-mine", "plans.partial-20260101T000000Z-1",
    ]
    for name in [draft, "\(draft)-sort"] + others { try workshop.addFile("\(name)/files/0", "x") }
    for name in [draft, "\(draft)-sort"] + others.dropFirst() { try workshop.age(name, hours: 25) }
    // What was written to lately is of a plan that is being made.
    try workshop.age("\(others[0])/files", hours: 23)
    try workshop.freeze(PlanWorkshop.paths(3), shards: 1)
    #expect(FileTree.names(in: workshop.folder).filter { $0.contains("partial") }.sorted() == others.sorted())
  }

  @Test func songsThatComeMoveNoOther() throws {
    let workshop = try PlanWorkshop()
    func shards() throws -> [String: Int] {
      let folder = try PlanFolder(path: workshop.planPath)
      var shards: [String: Int] = [:]
      for shard in folder.plan.shards.indices {
        for track in try folder.tracks(of: shard) { shards[track.track.path] = shard }
      }
      return shards
    }
    try workshop.freeze(PlanWorkshop.paths(100), shards: 8)
    let before = try shards()
    try workshop.freeze(PlanWorkshop.paths(150), shards: 8)
    let after = try shards()
    #expect(before.count == 100 && after.count == 150)
    #expect(before.allSatisfy { after[$0.key] == $0.value })
  }

  @Test(arguments: ["notes.txt", "plan.json", "tracks/notes.txt"])
  func nothingOfOthersIsReplaced(name: String) throws {
    let workshop = try PlanWorkshop()
    if name.hasPrefix("tracks") { try workshop.freeze(PlanWorkshop.paths(3), shards: 1) }
    try workshop.addFile("plan/\(name)", "mine")
    #expect(throws: Failure.self) { try workshop.freeze(PlanWorkshop.paths(4), shards: 2) }
    #expect(try workshop.text(of: "plan/\(name)") == "mine")
  }

  @Test func aFileIsNoPlan() throws {
    let workshop = try PlanWorkshop()
    try workshop.addFile("plan", "mine")
    #expect(throws: Failure.self) { try PlanWriter(path: workshop.planPath) }
    #expect(throws: Failure.self) { try PlanFolder(path: workshop.planPath) }
    #expect(throws: Failure.self) { try PlanFolder(path: workshop.output) }
  }

  @Test func twoTracksOfOnePathAreRefused() throws {
    let workshop = try PlanWorkshop()
    let other = LibraryTrack(file: "/m/a.flac", path: "a.flac", suffix: ".flac")
    #expect(throws: Failure.self) {
      try workshop.freeze([], shards: 2, tracks: [PlanWorkshop.track("a.flac"), other])
    }
    // Their documents would be one file, though they would be of two shards.
    #expect(throws: Failure.self) {
      let wave = LibraryTrack(file: "/l/a.wav", path: "a.wav", suffix: ".wav")
      try workshop.freeze([], shards: 2, tracks: [PlanWorkshop.track("a.flac"), wave])
    }
    #expect(!FileTree.exists(workshop.planPath))
  }

  @Test func oneFileThatIsFoundTwiceIsOneTrack() throws {
    let plan = try PlanWorkshop().freeze(["a.flac", "b.flac", "a.flac"], shards: 2).plan
    #expect(plan.shards.reduce(0, +) == 2)
  }

  @Test func aPlanSaysWhatMadeIt() throws {
    let workshop = try PlanWorkshop()
    let build = "songboard 1.2.3 (0123abc)"
    let plan = try workshop.freeze(PlanWorkshop.paths(3), shards: 1, build: build).plan
    #expect(try JSONReader.read(Array(workshop.text(of: "plan/plan.json").utf8))["version"]?.text == build)
    #expect(try PlanFolder(path: workshop.planPath).plan == plan)
    #expect(plan.warning(of: build) == nil)
    #expect(plan.warning(of: "songboard 9") == "the plan was made by \(build), and this is songboard 9")
    // Work that was begun with another build goes on.
    let rebuilt = try workshop.freeze(PlanWorkshop.paths(3), shards: 1, build: "songboard 1.2.3 (fedcba9)")
    #expect(rebuilt.plan.id == plan.id && !rebuilt.isKnown && rebuilt.plan.version != plan.version)
  }

  @Test func anotherVersionIsRefused() throws {
    let plan = try PlanWorkshop().freeze(PlanWorkshop.paths(3), shards: 1).plan
    try plan.check(version: PlanWorkshop.version)
    let failure = #expect(throws: Failure.self) { try plan.check(version: "1.2.4") }
    #expect(failure?.reason == "the plan was made by songboard 1.2.3, and this is 1.2.4")
  }

  @Test(arguments: ["tracks/0000.jsonl", "pipeline.yaml", "run.yaml"], ["", nil])
  func aDamagedPlanIsWrittenAnew(name: String, text: String?) throws {
    let workshop = try PlanWorkshop()
    let plan = try workshop.freeze(PlanWorkshop.paths(9), shards: 2).plan
    let whole = try workshop.text(of: "plan/\(name)")
    if let text {
      try workshop.addFile("plan/\(name)", text)
    } else {
      try FileManager.default.removeItem(atPath: "\(workshop.planPath)/\(name)")
    }
    let again = try workshop.freeze(PlanWorkshop.paths(9), shards: 2)
    #expect(again.plan == plan && !again.isKnown)
    #expect(try workshop.text(of: "plan/\(name)") == whole)
    #expect(try workshop.freeze(PlanWorkshop.paths(9), shards: 2).isKnown)
  }

  @Test func otherStagesAndPluginsAreRefused() throws {
    let workshop = try PlanWorkshop()
    let origin = StageOrigin(plugin: "p", version: "1", licence: "", path: "", fingerprint: "aaaaaaaaaa")
    let other = StageOrigin(plugin: "p", version: "1", licence: "", path: "", fingerprint: "bbbbbbbbbb")
    let plan = try workshop.freeze(PlanWorkshop.paths(3), shards: 1, origin: origin).plan
    let text = try PlanFolder(path: workshop.planPath).pipelineText()
    try plan.check(#require(plan.resolved(by: PlanWorkshop.planner(origin: origin), text: text).plan))
    let plugin = #expect(throws: Failure.self) {
      try plan.check(#require(plan.resolved(by: PlanWorkshop.planner(origin: other), text: text).plan))
    }
    #expect(plugin?.reason.contains("p 1 (aaaaaaaa) then, p 1 (bbbbbbbb) now") == true)
    let revision = #expect(throws: Failure.self) {
      try plan.check(#require(plan.resolved(by: PlanWorkshop.planner(revision: 2, origin: origin), text: text).plan))
    }
    #expect(revision?.reason.contains("'a'") == true)
  }

  @Test func anotherFileOfASettingIsRefused() throws {
    let workshop = try PlanWorkshop()
    try workshop.addFile("model", "one")
    let plan = try workshop.freeze(PlanWorkshop.paths(3), shards: 1, set: ["a.file=\(workshop.folder)/model"]).plan
    let planner = try PlanWorkshop.planner()
    try plan.check(#require(plan.resolved(by: planner, text: PlanWorkshop.text()).plan))
    try workshop.addFile("model", "two")
    let failure = #expect(throws: Failure.self) {
      try plan.check(#require(plan.resolved(by: planner, text: PlanWorkshop.text()).plan))
    }
    #expect(failure?.reason.contains("\(workshop.folder)/model: is another file") == true)
  }

  @Test func aDamagedListOfTracksIsRefused() throws {
    let workshop = try PlanWorkshop()
    try workshop.freeze(PlanWorkshop.paths(9), shards: 1)
    let folder = try PlanFolder(path: workshop.planPath)
    let lines = try workshop.text(of: "plan/tracks/0000.jsonl").split(separator: "\n")
    for text in [lines.dropLast().joined(separator: "\n") + "\n", lines.joined(separator: "\n") + "\n{}\n", "{\n"] {
      try workshop.addFile("plan/tracks/0000.jsonl", text)
      #expect(throws: Failure.self) { try folder.tracks(of: 0) }
    }
  }
}
