import Engine
import Files
import FoundationEssentials
import Glibc
import StageKit
import Synchronization
import Testing

/// Documents of tracks that have no files of their own.
struct PackingTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
    try workshop.addSong("b.wav", [16384, 0, 0, 0])
  }

  /// What a run packs, by path.
  private func packed(isBehindCorpus: Bool) async throws -> [String: String] {
    let taken = Mutex<[String: String]>([:])
    var options = RunOptions(output: workshop.output, jobs: 1)
    if !isBehindCorpus { options.attempt = Attempt(at: "0000-of-0001", time: UUID().uuidString) }
    options.packing = Packing(isBehindCorpus: isBehindCorpus) { document, track, file in
      #expect(document.hasPrefix(track.prefix(1)))
      let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
      taken.withLock { $0[document] = text }
    }
    let library = try Library(["\(workshop.folder)/songs"])
    let run = try Run(of: workshop.plan(Learn.stagesAround), over: library, options: options, version: "test")
    let summary = try await run(journal: isBehindCorpus ? nil : { _ in }) { _ in }
    #expect(summary.counts == [.ok: 2] && summary.failedCorpusStages.isEmpty)
    return taken.withLock { $0 }
  }

  @Test func eachDocumentIsPackedOnceAndThatOfTheCorpusIsAFile() async throws {
    try await workshop.run(Learn.stagesAround)
    let wanted = try workshop.documents()
    try FileManager.default.removeItem(atPath: workshop.output)
    let ofShards = try await packed(isBehindCorpus: false)
    #expect(ofShards.keys.sorted() == ["a.early", "b.early"])
    #expect(try workshop.documents().isEmpty)
    let behind = try await packed(isBehindCorpus: true)
    #expect(behind.keys.sorted() == ["a.txt", "b.txt"])
    let files = try workshop.documents()
    #expect(files.keys.sorted() == ["learn.diary"])
    #expect(ofShards.merging(behind) { first, _ in first }.merging(files) { first, _ in first } == wanted)
  }

  /// A disk of the network that is gone for a while; and a draft of which its folder is gone.
  @Test(arguments: [ESTALE, ETIMEDOUT, ENOENT, ENOSPC])
  func whatADiskRefusesForNowIsNoFailureOfASong(code: Int32) async throws {
    var options = RunOptions(output: workshop.output, jobs: 1)
    options.attempt = Attempt(at: "0000-of-0001", time: UUID().uuidString)
    options.packing = Packing { document, _, _ in throw Failure.writing(document, code) }
    let library = try Library(["\(workshop.folder)/songs"])
    let run = try Run(of: workshop.plan(Learn.stagesAround), over: library, options: options, version: "test")
    let reports = Mutex(0)
    let summary = try await run(journal: { _ in reports.withLock { $0 += 1 } }) { _ in }
    #expect(summary.end == .gaveUp && reports.withLock { $0 } == 0)
  }

  @Test func aDocumentOfTheCorpusThatAPersonChangedStays() async throws {
    _ = try await packed(isBehindCorpus: true)
    try workshop.addFile("out/learn.diary", Array("mine".utf8))
    let again = try await packed(isBehindCorpus: true)
    #expect(again.keys.sorted() == ["a.txt", "b.txt"])
    #expect(try workshop.document("learn.diary") == "mine")
  }
}
