import FoundationEssentials
import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// What a brief demands, plans have; what they cannot have, the run is told.
@Suite struct CutBriefsTests {
  private static let own = "{track}.brief.yaml"

  /// 60 s, at 120 bpm unless the beats are set: intro, verse, chorus, solo, chorus.
  private func song(_ brief: String?, seed: UInt64 = 5, beat: Double = 0.5) -> TestTrack {
    var track = TestTrack.types(seconds: 60, seed: seed, beat: beat)
    let sections = [("intro", 0.0, 8.0), ("verse", 8, 24), ("chorus", 24, 36), ("solo", 36, 44), ("chorus", 44, 60)]
    track.put("sections", Events(sections.map { Event(from: $0.1, to: $0.2, label: $0.0, group: $0.0) }))
    track.put("tempo", Number(60 / beat))
    if let brief { track.files[Self.own] = Array(brief.utf8) }
    return track
  }

  private func cut(
    _ track: TestTrack, _ change: (inout Settings) -> Void = { _ in }
  ) throws -> (plan: ShotPlan, told: [String]) {
    let warnings = TestTrack.Warnings()
    let outputs = try track.run(Cuts.self, warnings: warnings, change)
    return (try #require(outputs[Cuts.shots]), warnings.sentences.filter { $0.hasPrefix("brief: ") })
  }

  private func names(_ plan: ShotPlan) -> [String] { plan.shots.map(\.type) }

  @Test(arguments: [DecodingMode.best, .sample]) func demandsThatCanBeMetAreMet(mode: DecodingMode) throws {
    let brief = """
      types: {ADS: 0, MLS: 0.5}
      not_before: {MCU: "0:20", XLS: chorus 2}
      not_in: {MIS: [verse, "0:26-0:30"], LS: solo}
      opening: [MS, MLS]
      closing: [CU, XLS]
      pairs: {forbidden: [[MS, CU], [CU, MIS], [LS, MS]]}
      """
    for seed in 0..<6 {
      let (plan, told) = try cut(song(brief, seed: UInt64(seed))) {
        $0[Cuts.mode] = mode
        $0[Cuts.seed] = seed
      }
      #expect(told == [], "seed \(seed)")
      let types = names(plan)
      #expect(!types.contains("ADS") && ["MS", "MLS"].contains(types[0]), "seed \(seed)")
      #expect(["CU", "XLS"].contains(types[types.count - 1]), "seed \(seed)")
      #expect(!zip(types, types.dropFirst()).contains { $0 == ("MS", "CU") }, "seed \(seed)")
      let early = plan.shots.filter { $0.type == "MCU" }.map { plan.seconds(of: $0).start }
      #expect(early.allSatisfy { $0 > 19.6 }, "seed \(seed)")
    }
  }

  @Test func weightsShiftTheShares() throws {
    func share(_ brief: String?) throws -> Double {
      let shares = try (0..<8).map { seed in
        let plan = try cut(song(brief, seed: UInt64(seed), beat: 1)).plan
        return Double(plan.shots.count { $0.type == "MS" }) / Double(plan.shots.count)
      }
      return shares.reduce(0, +) / Double(shares.count)
    }
    let plain = try share(nil)
    #expect(try share("types: {MS: 8}") > plain && share("types: {MS: 0.1}") < plain)
  }

  @Test func oneTypeAloneFollowsItself() throws {
    let (plan, told) = try cut(song("only: [CU]"))
    #expect(Set(names(plan)) == ["CU"] && plan.shots.count > 3, "\(names(plan))")
    #expect(told == [])
  }

  @Test func performersAreInTheShots() throws {
    let band = """
      only: [CU, MS, MIS, XLS]
      performers:
        - {name: Ann, sings: [verse, chorus]}
        - {name: Bo, instrument: guitar, solos: [solo]}
      """
    let plan = try cut(song(band)).plan
    #expect(plan.shots.contains { $0.subject == "Ann" } && plan.shots.contains { $0.subject == "Bo" })
    #expect(plan.shots.allSatisfy { ($0.subject == nil) == ($0.type == "XLS") })
    #expect(plan.shots.allSatisfy { $0.type != "MIS" || $0.subject == "Bo" })
    // Who is shown changes no cut.
    #expect(try cut(song("only: [CU, MS, MIS, XLS]")).plan.shots.allSatisfy { $0.subject == nil })
  }

  @Test func lockedShotsStayAndAreNamed() throws {
    var track = song("types: {ADS: 0}\nnot_in: {LS: verse}\nperformers: [{name: Ann, sings: true}]")
    let shots = [
      Shot(inFrame: 0, outFrame: 250, type: "CU"),
      Shot(inFrame: 250, outFrame: 300, type: "ADS", subject: "the fans", isLocked: true),
      Shot(inFrame: 300, outFrame: 350, type: "LS", isLocked: true), Shot(inFrame: 350, outFrame: 1500, type: "CU"),
    ]
    let former = PlanDocument(
      plan: try ShotPlan(shots, rate: .fps25, types: ShotType.names), sections: [], tempo: nil, trackPath: "",
      seconds: 60,
      trackHash: "")
    track.files["{output}.json"] = Array(try former.json(madeBy: "0", pipelineHash: "0").page.utf8)
    let (plan, told) = try cut(track)
    #expect(plan.shots.first { $0.isLocked }?.subject == "the fans")
    #expect(
      told == [
        "brief: ADS stands at 0:10 (verse), though it is not filmed: the shot is locked",
        "brief: LS stands at 0:12 (verse), though it is wanted not in verse: the shot is locked",
      ])
  }

  @Test func whatCannotBeIsTold() throws {
    let all = ShotType.names.map { "\($0): verse" }.joined(separator: ", ")
    let (plan, told) = try cut(song("not_in: {\(all)}\nperformers: [{name: Eve, sings: bridge}]"))
    #expect(plan.frames == 1500)
    #expect(told.contains { $0.hasSuffix("though it is wanted not in verse: no type is allowed there") })
    let missing =
      "brief: the brief speaks of bridge, which the song does not have; it has intro, verse, chorus 1, solo, chorus 2"
    #expect(told.first == missing)
  }

  @Test func aSongsOwnBriefGoesOverThatOfAll() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
    try write("only: [CU, MS]\nopening: [CU]")
    let plan = try cut(song("opening: [MS]")) { $0[Cuts.brief] = SettingFile(path: path) }.plan
    #expect(Set(names(plan)) == ["CU", "MS"] && plan.shots[0].type == "MS")
    #expect(try cut(song(nil)) { $0[Cuts.brief] = SettingFile(path: path) }.plan.shots[0].type == "CU")
    try write("opening: [CUU]")
    let general = #expect(throws: Failure.self) { try cut(song(nil)) { $0[Cuts.brief] = SettingFile(path: path) } }
    #expect(general?.description == "\(path):1:11: error: unknown shot type 'CUU'; did you mean 'CU'?")
    let own = #expect(throws: Failure.self) { try cut(song("opening: [CUU]")) }
    #expect(own?.description == "song.brief.yaml:1:11: error: unknown shot type 'CUU'; did you mean 'CU'?")
    // One file for all tracks must be there.
    #expect(throws: Failure.self) {
      try cut(song(nil)) { $0[Cuts.songBrief] = try? TrackFile(.text("band.yaml"), unit: nil) }
    }
  }
}
