import StageKit
import Testing

/// Plans in the output folder whose locks hold for the next run.
@Suite struct PlanLocksTests {
  /// The stage `p` writes what lies at the plan's place; `q` reads it for its locks.
  private static let stages = """
      groups: {use: groups}
      p: {use: print, in: {frames: groups}, to: '{track}.json'}
      q: {use: print, in: {frames: groups}, with: {file: '{output}.json'}, to: '{track}.q'}

    """
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
  }

  private func plan(_ field: String) -> String {
    """
    {"rate": "25", "shots": [
     {"in": 0, "out": 40, "type": "LS", \(field)},
     {"in": 40, "out": 100, "type": "CU"}]}
    """
  }

  @Test(arguments: [
    ("\"locked\": True", "a.json:2:1: error: not valid JSON: expected a value"),
    ("\"locked\": tru", "a.json:2:1: error: not valid JSON: expected a value"),
    ("\"locked\": \"true\"", "shots[0].locked: must be true or false, found 'true'"),
    ("\"locked\": 1", "shots[0].locked: must be true or false, found 1"),
    ("\"Locked\": true", "a.json:2:1: error: shots[0].Locked: locks nothing; write \"locked\": true in the shot"),
    ("\"lock\": true", "shots[0].lock: locks nothing"),
    ("\"in\": 3", "the key 'in' stands twice"),
  ])
  func aPlanWhoseLocksCannotBeToldStays(field: String, message: String) async throws {
    try await workshop.run(Self.stages)
    let text = plan(field)
    try workshop.addFile("out/a.json", Array(text.utf8))
    for overwrites in [false, true] {
      let (summary, reports) = try await workshop.run(Self.stages, overwrites: overwrites)
      let reason = try #require(reports["a.wav"]?.reason)
      #expect(reason.contains("a.json stays, as its locks cannot be told: ") && reason.contains(message), "\(reason)")
      #expect(reports["a.wav"]?.status == .failed && summary.failedCount == 1)
      #expect(try workshop.document("a.json") == text)
    }
    #expect(try workshop.documents().keys.sorted() == ["a.json", "a.q"])
  }

  @Test func aPlanOfNoRunIsReadAsWell() async throws {
    try workshop.addFile("out/a.json", Array(plan("\"Locked\": true").utf8))
    let (_, reports) = try await workshop.run(Self.stages, overwrites: true)
    #expect(reports["a.wav"]?.status == .failed)
  }

  @Test(arguments: ["{\"title\": \"x\", \"locked\": true}", "[1]"])
  func whatIsNoPlanHasNoLocks(text: String) async throws {
    try workshop.addFile("out/a.json", Array(text.utf8))
    let (_, reports) = try await workshop.run(Self.stages)
    #expect(reports["a.wav"]?.status == .edited)
    #expect(try workshop.document("a.json") == text)
    #expect(try !workshop.document("a.q").hasPrefix(text))
  }

  @Test func locksThatAreUnderstoodHold() async throws {
    try await workshop.run(Self.stages)
    try workshop.addFile("out/a.json", Array(plan("\"locked\": true").utf8))
    let (_, reports) = try await workshop.run(Self.stages, overwrites: true)
    #expect(reports["a.wav"]?.status == .ok)
    #expect(try workshop.document("a.q").hasPrefix("{\"rate\""))
    #expect(try workshop.document("a.json.~1~").contains("\"locked\": true"))
  }

  /// What songboard wrote itself is not looked at, whatever it is.
  @Test func aPlanThatNobodyChangedIsReplaced() async throws {
    try await workshop.run(Self.stages)
    #expect(try await workshop.run(Self.stages).reports["a.wav"]?.status == .cached)
  }
}
