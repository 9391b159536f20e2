import Engine
import FoundationEssentials
import Glibc
import StageKit
import Testing

/// What holds for any pipeline, whatever has changed since the run before.
@Suite struct RunPropertyTests {
  /// A pipeline by chance: stages of tracks, learners on each other, and writers of what they give.
  private struct RandomPipeline {
    let stages: String

    init(_ random: CounterRandom) {
      func chance(_ what: String) -> Bool { random.uniform(what) < 0.5 }
      func pick(_ what: String, _ words: [String]) -> String { words[Int(random.uniform(what) * Double(words.count))] }
      var lines = ["groups: {use: groups}", "share: {use: share}"]
      var rows = ["groups", "share"]
      if chance("learn") {
        lines.append("learn: {use: learn, in: {other: none}, with: {bias: \(pick("bias", ["0", "0.25"]))}}")
        rows.append("learn")
        if chance("more") {
          lines.append("more: {use: learn, in: {other: learn.model}}")
          rows.append("more")
        }
        if chance("judge") { lines.append("judge: {use: judge, in: {distance: \(pick("judged", Array(rows[2...])))}}") }
        if chance("quote") { lines.append("quote: {use: quote, in: {model: learn.model}}") }
      }
      if chance("census") { lines.append("census: {use: census, in: {largest: share.largest}}") }
      if chance("twice") {
        lines.append("twice: {use: twice, in: {frames: \(pick("doubled", rows))}, to: '{track}.{extension}'}")
        rows.append("twice")
      }
      for number in 0..<(1 + Int(random.uniform("prints") * 3)) {
        let settings = chance("prefix \(number)") ? ", with: {prefix: '\(pick("sign \(number)", [">", "-"]))'}" : ""
        let from = pick("printed \(number)", rows)
        lines.append("p\(number): {use: print, in: {frames: \(from)}\(settings), to: '{track}.p\(number)'}")
      }
      stages = lines.map { "  \($0)\n" }.joined()
    }
  }

  private static let names = ["a", "b", "c", "test/d"]
  private static let source = ", audio: songs, split: {test: test/*}"

  private func song(_ level: UInt64) -> [Int16] { [Int16(1000 + level % 20000), 0, 0, 0] }

  private func forecast(_ workshop: Workshop, _ stages: String) throws -> Forecast {
    let plan = try workshop.plan(stages, source: Self.source)
    return try Run(
      of: plan, over: Library(plan.source), options: RunOptions(output: workshop.output, jobs: 1), version: "test"
    ).forecast()
  }

  /// 40 libraries, each with five pipelines and changes one after another.
  @Test(arguments: 0..<40) func aForecastIsWhatARunDoes(seed: Int) async throws {
    let workshop = try Workshop()
    let random = CounterRandom(seed: UInt64(seed))
    for name in Self.names { try workshop.addSong("\(name).wav", song(random.bits(name))) }
    for round in 0..<5 {
      let chance = CounterRandom(seed: random.bits("round", UInt64(round)))
      let stages = RandomPipeline(CounterRandom(seed: chance.bits("pipeline") % 7 + UInt64(seed))).stages
      try change(workshop, chance)
      let told = try forecast(workshop, stages)
      let (_, reports) = try await workshop.run(stages, source: Self.source)
      for track in told.tracks {
        let report = try #require(reports[track.path])
        let steps = Set(report.timings.map(\.step)).subtracting(["hash", "publish"])
        #expect(steps == Set(track.steps), "seed \(seed), round \(round), \(track.path), \(stages)")
        #expect(Set(report.written) == Set(track.makings.map(\.document)), "seed \(seed), round \(round), \(stages)")
      }
      #expect(workshop.learned == told.stages.filter(\.works).map(\.name), "seed \(seed), round \(round), \(stages)")
    }
  }

  /// Changes a song, a document or the store, puts a file where a document may go, or does nothing.
  private func change(_ workshop: Workshop, _ chance: CounterRandom) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: workshop.output) else { return }
    let documents = try workshop.documents().keys.sorted()
    switch Int(chance.uniform("change") * 7) {
    case 0: try workshop.addSong("b.wav", song(chance.bits("song")))
    case 1:
      guard !documents.isEmpty else { return }
      let gone = documents[Int(chance.uniform("gone") * Double(documents.count))]
      try files.removeItem(atPath: "\(workshop.output)/\(gone)")
    case 2:
      for object in try workshop.storedObjects() where chance.bits(object) % 2 == 0 {
        try workshop.damageObject(object)
      }
    case 4:
      for name in documents where chance.bits(name) % 4 == 0 {
        try workshop.addFile("out/\(name)", Array("mine\n".utf8))
      }
    case 5:
      for name in ["a.p0", "b.p1", "test/d.p2", "judge.table"]
      where !files.fileExists(atPath: "\(workshop.output)/\(name)") {
        try workshop.addFile("out/\(name)", Array("mine\n".utf8))
      }
    case 3: try? files.removeItem(atPath: "\(workshop.output)/.songboard/sounds")
    default: break
    }
  }

  @Test(arguments: 0..<20) func whatAPersonChangedSurvivesAnyRun(seed: Int) async throws {
    let workshop = try Workshop()
    let random = CounterRandom(seed: UInt64(seed))
    for name in Self.names { try workshop.addSong("\(name).wav", song(random.bits(name))) }
    var own: [String: String] = [:]
    for round in 0..<4 {
      let chance = CounterRandom(seed: random.bits("round", UInt64(round)))
      try await workshop.run(RandomPipeline(chance).stages, source: Self.source)
      for (name, text) in own { #expect(try workshop.document(name) == text, "seed \(seed), round \(round)") }
      let documents = try workshop.documents().keys.sorted().filter { own[$0] == nil }
      for name in documents where chance.bits(name) % 4 == 0 {
        let text = "mine \(round)\n"
        try workshop.addFile("out/\(name)", Array(text.utf8))
        own[name] = text
      }
      if chance.uniform("song") < 0.5 { try workshop.addSong("a.wav", song(chance.bits("song"))) }
    }
    #expect(!own.isEmpty || seed > 0)
  }

  @Test(arguments: 0..<10) func aRunOverAPartChangesNoByteOfTheRest(seed: Int) async throws {
    let workshop = try Workshop()
    let random = CounterRandom(seed: UInt64(seed))
    for name in Self.names { try workshop.addSong("\(name).wav", song(random.bits(name))) }
    let stages = "  groups: {use: groups}\n  share: {use: share}\n  p: {use: print, in: {frames: share}}\n"
    try await workshop.run(stages)
    let before = try stamps(workshop)
    let part = Self.names.filter { random.bits($0, 1) % 2 == 0 }
    guard !part.isEmpty else { return }
    let changed = stages.replacing("{frames: share}}", with: "{frames: share}, with: {prefix: '>'}}")
    for name in part { try workshop.addFile("part/\(name).wav", workshop.wave(song(random.bits(name)))) }
    try await workshop.run(changed, over: ["part"])
    for (name, stamp) in try stamps(workshop) where !part.contains(where: { name.hasPrefix("\($0).") }) {
      #expect(stamp == before[name])
    }
    // What is stored for the rest is of use still: nothing is made again.
    let (_, reports) = try await workshop.run(stages)
    for name in Self.names where !part.contains(name) { #expect(reports["\(name).wav"]?.status == .cached) }
  }

  @Test func aFreshDocumentKeepsItsPlaceAndTime() async throws {
    let workshop = try Workshop()
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    let stages = "  groups: {use: groups}\n  p: {use: print, in: {frames: groups}}\n"
    try await workshop.run(stages)
    let before = try stamps(workshop)
    try await workshop.run(stages + "  q: {use: print, in: {frames: groups}, to: '{track}.q'}\n")
    #expect(try stamps(workshop)["a.txt"] == before["a.txt"])
    // A file that was only touched is the same file.
    try workshop.addFile("out/a.txt", Array(try workshop.document("a.txt").utf8))
    #expect(try await workshop.run(stages).reports["a.wav"]?.status == .cached)
  }

  /// By document: inode and time of the last change of its content.
  private func stamps(_ workshop: Workshop) throws -> [String: [Int]] {
    var stamps: [String: [Int]] = [:]
    for name in try workshop.documents().keys {
      var status = stat()
      #expect(stat("\(workshop.output)/\(name)", &status) == 0)
      stamps[name] = [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
    return stamps
  }
}
