import Cluster
import Engine
import Files
import FoundationEssentials
import StageKit
import Testing

/// Documents of a shard in two files.
struct PackTests {
  private static let documents: [(path: String, bytes: [UInt8])] = [
    ("b.json", Array("{\"é\": \"\\n\"}\n".utf8)), ("b.npz", [0, 255, 10, 13]), ("b.csv", []),
    ("b-2.csv", [0xff, 0xfe]), ("b.txt", Array("a\u{2028}b\r\n\t\"quoted\"".utf8)),
  ]

  /// A plan of one track in one shard.
  private static func plan(_ workshop: PlanWorkshop) throws -> PlanFolder {
    try workshop.freeze(["b.flac"], shards: 1)
    return try PlanFolder(path: workshop.planPath)
  }

  private static func pack(
    _ documents: [(path: String, bytes: [UInt8])], _ workshop: PlanWorkshop, of track: String = "b.flac",
    part: String = "0000-of-0001"
  ) throws {
    let plan = try PlanFolder(path: workshop.planPath).plan
    let pack = try PackWriter(of: Attempt(at: part, time: UUID().uuidString), at: plan, in: workshop.output)
    for (path, bytes) in documents {
      let file = "\(workshop.folder)/document"
      try Data(bytes).write(to: URL(filePath: file))
      try pack.add(path, of: track, file: file)
    }
    try pack.finish()
  }

  @Test func documentsComeBackByteForByte() throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    try Self.pack(Self.documents, workshop)
    let found = try PackReader(of: plan, in: workshop.output).documents(of: ["b.flac"])
    #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.path, $0.bytes) }).count == Self.documents.count)
    for (path, bytes) in Self.documents { #expect(found.first { $0.path == path }?.bytes == bytes, "\(path)") }
  }

  @Test func tracksAreToldApartByTheirWholePaths() throws {
    let workshop = try PlanWorkshop()
    // To Swift's strings, both é are equal.
    let tracks = ["a \"b\".flac", "a.flac", "b/\u{e9}.flac", "b/e\u{301}.flac", "b.flac", "back\\slash.flac"]
    try workshop.freeze(tracks, shards: 1)
    let plan = try PlanFolder(path: workshop.planPath)
    let attempt = Attempt(at: "0000-of-0001", time: UUID().uuidString)
    let pack = try PackWriter(of: attempt, at: plan.plan, in: workshop.output)
    for track in tracks {
      try workshop.addFile("document", track)
      try pack.add("\(track).txt", of: track, file: "\(workshop.folder)/document")
    }
    try pack.finish()
    let found = try PackReader(of: plan, in: workshop.output).documents(of: tracks)
    #expect(found.map(\.track).sorted() == tracks.sorted())
    for document in found { #expect(document.bytes == Array(document.track.utf8)) }
  }

  /// An attempt in which a track failed makes fewer documents.
  @Test func aPackWithMoreDocumentsStays() throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    try Self.pack(Self.documents, workshop)
    try Self.pack(Array(Self.documents.prefix(2)), workshop)
    #expect(try PackReader(of: plan, in: workshop.output).documents(of: ["b.flac"]).count == Self.documents.count)
    #expect(FileTree.names(in: "\(workshop.output)/.songboard/shards/0000-of-0001").isEmpty)
  }

  /// A process that ends before its pack is whole leaves documents that nobody finds.
  @Test func aShardIsDoneOnceItsPackHasItsNames() async throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    func unfinished() throws -> [Int] { try PlanStatus(of: plan.plan, in: workshop.output).unfinished }
    for ends in [false, true] {
      let attempt = try ShardAttempt(at: 0, of: plan, in: workshop.output)
      let pack = try PackWriter(of: attempt.attempt, at: plan.plan, in: workshop.output)
      try await attempt(packing: pack) { journal in
        try workshop.addFile("document", "x")
        try pack.add("b.txt", of: "b.flac", file: "\(workshop.folder)/document")
        try journal(TrackReport(run: "r", time: 1, track: "b.flac", status: .ok))
        #expect(try unfinished() == [0])
        if ends { #expect(try attempt.finish(pack)) }
      }
      #expect(try unfinished() == (ends ? [] : [0]))
      #expect(try Merger(plan, in: workshop.output)().missing.isEmpty == ends)
    }
  }

  @Test func whatAKilledAttemptLeftGoesAfterADay() throws {
    let workshop = try PlanWorkshop()
    _ = try Self.plan(workshop)
    let parent = "out/.songboard/shards/0000-of-0001"
    let names = ["pack-20260101T000000Z-1a2b-node-1", "pack-20260102T000000Z-1a2b-node-2"]
    for (name, hours) in zip(names, [25.0, 23]) {
      try workshop.addFile("\(parent)/\(name)/part-0000-of-0001.jsonl.partial", "x")
      try workshop.age("\(parent)/\(name)", hours: hours)
    }
    try Self.pack(Self.documents, workshop)
    #expect(FileTree.names(in: "\(workshop.folder)/\(parent)") == [names[1]])
    #expect(FileTree.names(in: workshop.output).filter { $0.hasPrefix("part") }.count == 2)
  }

  @Test func aPackOfAnotherPlanIsRefusedAndReplaced() throws {
    let workshop = try PlanWorkshop()
    _ = try Self.plan(workshop)
    try Self.pack(Self.documents, workshop)
    try workshop.freeze(["b.flac", "c.flac"], shards: 1)
    let other = try PlanFolder(path: workshop.planPath)
    let failure = #expect(throws: Failure.self) {
      try PackReader(of: other, in: workshop.output).documents(of: ["b.flac"])
    }
    #expect(failure?.reason.contains("another plan") == true)
    try Self.pack(Array(Self.documents.prefix(1)), workshop)
    #expect(try PackReader(of: other, in: workshop.output).documents(of: ["b.flac"]).count == 1)
  }

  @Test func theOrderOfDocumentsMakesNoDifference() throws {
    let workshop = try PlanWorkshop()
    _ = try Self.plan(workshop)
    func packs() throws -> [Data] {
      try ["jsonl", "zip"].map { try Data(contentsOf: URL(filePath: "\(workshop.output)/part-0000-of-0001.\($0)")) }
    }
    try Self.pack(Self.documents, workshop)
    let first = try packs()
    try Self.pack(Self.documents.reversed(), workshop)
    #expect(try packs() == first)
    let left = FileTree.names(in: "\(workshop.output)/.songboard/shards/0000-of-0001")
    #expect(left.isEmpty && FileTree.names(in: workshop.output).count == 3)
  }

  @Test func onlyTheTracksOwnDocumentsAreFound() throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    try Self.pack([("b.flac.json", Array("x".utf8))], workshop, of: "b.flac.flac")
    #expect(try PackReader(of: plan, in: workshop.output).documents(of: ["b.flac"]).isEmpty)
  }

  @Test func aPackThatIsNotThereIsNamed() throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    let failure = #expect(throws: Failure.self) {
      try PackReader(of: plan, in: workshop.output).documents(of: ["b.flac"])
    }
    #expect(
      failure?.reason.contains("part-0000-of-0001.jsonl") == true && failure?.reason.contains("without --pack") == true)
    try Self.pack(Self.documents, workshop)
    try FileManager.default.removeItem(atPath: "\(workshop.output)/part-0000-of-0001.zip")
    #expect(throws: Failure.self) { try PackReader(of: plan, in: workshop.output).documents(of: ["b.flac"]) }
  }

  @Test func aTrackThatThePlanHasNotIsNamed() throws {
    let workshop = try PlanWorkshop()
    let plan = try Self.plan(workshop)
    try Self.pack(Self.documents, workshop)
    let failure = #expect(throws: Failure.self) {
      try PackReader(of: plan, in: workshop.output).documents(of: ["c.flac"])
    }
    #expect(failure?.reason == "c.flac: is no track of the plan")
  }
}
