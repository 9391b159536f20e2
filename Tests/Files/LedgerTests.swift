import Files
import FoundationEssentials
import Testing

@Suite final class LedgerTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-ledger-" + UUID().uuidString
  private var path: String { "\(folder)/notes" }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A ledger with so many old lines that compacting writes it anew.
  private func worn() throws -> Ledger {
    let ledger = Ledger(path: path)
    for round in 0..<3 { try ledger.note((0..<500).map { ("\($0)", "round \(round)") }) }
    return ledger
  }

  @Test func theLastNoteCounts() throws {
    _ = try worn()
    let again = Ledger(path: path)
    #expect(again["0"] == "round 2" && again["499"] == "round 2" && again["500"] == nil)
  }

  @Test func compactingLosesNothingThatOthersHaveNoted() throws {
    let ledger = try worn()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    try Ledger(path: path).note([("other", "of another run")])
    ledger.compact()
    let again = Ledger(path: path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0 < size)
    #expect(again["other"] == "of another run" && again["7"] == "round 2")
    #expect(ledger["other"] == "of another run")
  }
}
