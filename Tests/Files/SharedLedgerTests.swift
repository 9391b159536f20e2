import Files
import FoundationEssentials
import StageKit
import Testing

/// Ledgers that runs and attempts share without a lock.
struct SharedLedgerTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString

  private func ledger(_ part: String?, time: String = "1") throws -> SharedLedger {
    try FileTree.makeFolder(folder)
    let attempt = part.map { Attempt(at: $0, time: time) }
    if let attempt { try FileTree.makeFolder(SharedLedger.folder(of: attempt.part, in: folder)) }
    return SharedLedger(in: folder, named: "notes", attempt: attempt)
  }

  @Test func attemptsAtOnePartKnowOfEachOther() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try ledger("a", time: "1")
    let second = try ledger("a", time: "2")
    try first.note([("x", "of the first")])
    #expect(second["x"] == nil)
    second.refresh()
    #expect(second["x"] == "of the first")
    try second.note([("x", "of the second")])
    first.refresh()
    #expect(first.all("x") == ["of the first", "of the second"] && first["x"] == "of the first")
    #expect(try ledger("a", time: "3").all("x") == ["of the second", "of the first"])
  }

  @Test func otherPartsAreAskedOnlyOnDemand() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ledger("a").note([("x", "of a")])
    try ledger(nil).note([("y", "of a run")])
    let other = try ledger("b")
    #expect(other["x"] == nil && other["y"] == "of a run")
    #expect(other.elsewhere("x") == ["of a"] && other.elsewhere("y").isEmpty)
  }

  @Test func aRunReadsAll() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ledger("a").note([("x", "of a")])
    try ledger("b").note([("y", "of b")])
    let run = try ledger(nil)
    #expect(run["x"] == "of a" && run["y"] == "of b")
    try run.note([("x", "of the run")])
    #expect(try ledger(nil).all("x") == ["of the run", "of a"])
  }

  @Test func anAttemptsNameIsAFilesName() {
    let attempt = Attempt(at: "0001-of-0002", time: "20261126T100000Z-1a2b")
    #expect(attempt.id.wholeMatch(of: /20261126T100000Z-1a2b-[A-Za-z0-9\-]+-[0-9]+/) != nil)
  }

  @Test func staleFilesGoByAge() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileTree.makeFolder(folder)
    for (name, age) in [("draft-old", 7200.0), ("draft-new", 60), ("other", 7200)] {
      try Data().write(to: URL(filePath: "\(folder)/\(name)"))
      let date = Date(timeIntervalSinceNow: -age)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder)/\(name)")
    }
    StaleFiles.remove(in: folder, prefix: "draft-")
    #expect(FileTree.names(in: folder).sorted() == ["draft-new", "other"])
  }
}
