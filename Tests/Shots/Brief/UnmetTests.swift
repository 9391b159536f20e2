import StageKit
import Testing

@testable import Shots

/// What a plan does not meet is said in a sentence with its reason, and what it meets is not spoken of.
@Suite struct UnmetTests {
  private func unmet(_ text: String, _ plan: String) throws -> [String] {
    try SongBriefTests.song(text).unmet(in: SongBriefTests.plan(plan))
  }

  @Test func whatIsMetIsNotSpokenOf() throws {
    let text = """
      types: {ADS: 0, CU: 2}
      not_before: {MIS: "0:45"}
      not_in: {MIS: verse}
      opening: [XLS, LS]
      closing: [XLS]
      pairs: {wanted: [[MS, CU]], forbidden: [[CU, XLS]]}
      performers: [{name: Ann, sings: verse}, {name: Bo, instrument: guitar, solos: solo}, {name: Cy}]
      """
    let plan = "LS 0-10, CU 10-20 =Ann, MS 20-50 =Cy, CU 50-60 =Bo, MCU 60-80 =Ann, XLS 80-100"
    #expect(try unmet(text, plan) == [])
    #expect(try unmet("{}", "ADS 0-100") == [])
  }

  @Test func typesWhereTheyAreNotWantedAreNamedWithTheirReason() throws {
    #expect(
      try unmet("types: {ADS: 0}", "LS 0-31, ADS 31-35 !, LS 35-60, ADS 60-64 !, LS 64-100") == [
        "ADS stands at 0:31 (chorus 1), 1:00 (verse 2), though it is not filmed: the shot is locked"
      ])
    #expect(
      try unmet(
        "not_in: {ADS: verse}\nnot_before: {ADS: chorus}", "LS 0-12, ADS 12-16 !, LS 16-60, ADS 60-64, LS 64-100")
        == [
          "ADS stands at 0:12 (verse 1), though it is wanted not before chorus: the shot is locked",
          "ADS stands at 0:12 (verse 1), though it is wanted not in verse: the shot is locked",
          "ADS stands at 1:00 (verse 2), though it is wanted not in verse: the limits and the shots beside it leave no other",
        ])
    #expect(
      try unmet("only: [ADS]\nnot_in: {ADS: intro}", "ADS 0-100") == [
        "ADS stands at 0:00 (intro), though it is wanted not in intro: no type is allowed there"
      ])
    // A frame of a verse is none.
    #expect(
      try unmet("not_in: {ADS: verse}", "LS 0-30, ADS 29.8-50, LS 50-100".replacing("0-30", with: "0-29.8")) == [])
  }

  @Test func typesThatAreWantedMoreAreNamedIfMissing() throws {
    #expect(
      try unmet("types: {ADS: 3, MIS: 2}\nnot_before: {MIS: \"10:00\"}", "LS 0-100") == [
        "ADS is wanted more than others, but is never shown: the music speaks for others",
        "MIS is wanted more than others, but is never shown: it is kept out of the whole song",
      ])
  }

  @Test func endsAndPairsAreNamed() throws {
    #expect(
      try unmet("opening: [XLS, LS]\nclosing: [XLS]", "CU 0-50 !, LS 50-100") == [
        "the film opens on CU, not on XLS or LS: the shot is locked",
        "the film closes on LS, not on XLS: the limits and the shots beside it leave no other",
      ])
    #expect(
      try unmet("opening: [ADS]\nnot_before: {ADS: \"0:45\"}", "CU 0-100") == [
        "the film opens on CU, not on ADS: the brief keeps ADS out of that place"
      ])
    #expect(
      try unmet(
        "pairs: {forbidden: [[LS, MIS]], wanted: [[CU, MS], [LS, MCU]]}", "LS 0-50, MIS 50-70 !, MS 70-90, CU 90-100")
        == [
          "MIS follows LS at 0:50 (solo), which is forbidden: a shot of them is locked",
          "MS never follows CU, though that is wanted: the music speaks for other pairs",
          "MCU never follows LS, though that is wanted: the plan has no MCU",
        ])
  }

  @Test func performersWhoAreNotShownAreNamed() throws {
    let noBridge = "the brief speaks of bridge, which the song does not have; it has \(Self.titles)"
    let band = """
      performers:
        - {name: Ann, sings: [verse, bridge]}
        - {name: Bo, instrument: guitar, solos: ["1:20-1:45"]}
        - {name: Cy, instrument: drums}
      """
    #expect(
      try unmet(band, "LS 0-60, CU 60-80 =Ann, XLS 80-100") == [
        noBridge, "Ann, who sings in verse at 0:10, is not shown there: no CU, MCU, MS or MLS stands there",
        "Bo's solo in 1:20-1:45 at 1:20 is not shown there: no CU, MCU, MS, MLS or MIS stands there",
        "Cy is never shown: the shots that could show others",
      ])
    #expect(
      try unmet("only: [LS, XLS]\n\(band)", "LS 0-50, XLS 50-100").contains(
        "Bo's solo in 1:20-1:45 at 1:20 is not shown there: no CU, MCU, MS, MLS or MIS can be filmed"))
    #expect(
      try unmet(band, "CU 0-70 =Ann, CU 70-100 ! =Cy") == [
        noBridge,
        "Bo's solo in 1:20-1:45 at 1:20 is not shown there: the shots that could are locked",
      ])
    #expect(
      try unmet("performers: [{name: Ann, sings: true}]", "LS 0-100") == [
        "Ann, who sings, is never shown: no CU, MCU, MS or MLS stands there"
      ])
  }

  private static let titles = "intro, verse 1, chorus 1, solo, verse 2, chorus 2"

  /// A role that a song lacks is no demand at all, as little as a number too many: both are told, with what there is.
  @Test func placesThatTheSongDoesNotHaveAreNamedOnce() throws {
    #expect(
      try unmet("not_in: {ADS: [chorus 7, bridge, B], MIS: chorus 7}\nnot_before: {MIS: verse 3}", "LS 0-100") == [
        "the brief speaks of verse 3, chorus 7, bridge, B, which the song does not have; it has \(Self.titles)"
      ])
    #expect(
      try unmet("performers: [{name: Ann, sings: [verse, outro]}]", "CU 0-100 =Ann") == [
        "the brief speaks of outro, which the song does not have; it has \(Self.titles)"
      ])
    // Spans and roles that are there are not spoken of.
    #expect(try unmet("not_in: {ADS: [chorus 2, solo, \"1:00-1:10\"]}", "LS 0-100") == [])
  }

  @Test func aSongWithoutSectionsHasNone() throws {
    let brief = try BriefFile.brief(in: Array("not_in: {ADS: chorus}".utf8), name: "b.yaml", vocabulary: .concert)
    let song = SongBrief(brief, in: try SectionMap(Events([])))
    #expect(
      song.unmet(in: try SongBriefTests.plan("LS 0-100")) == [
        "the brief speaks of chorus, which the song does not have; it has no sections with names"
      ])
  }

  /// What the decoder is told to avoid, and what a plan is blamed for, are one and the same.
  @Test func whatIsRefusedAndWhatIsNamedAreTheSame() throws {
    let song = try SongBriefTests.song(
      """
      types: {ADS: 0, LS: 0.5}
      not_before: {CU: "0:20", MIS: chorus 2}
      not_in: {MS: [verse, "0:50-0:55"], MIS: chorus}
      opening: [LS, MS]
      closing: [XLS, CU]
      pairs: {forbidden: [[MS, CU], [XLS, LS]]}
      """)
    var met = 0
    for seed in 0..<400 {
      let chance = CounterRandom(seed: UInt64(seed))
      func draw(_ what: String, _ index: Int, _ count: Int) -> Int {
        Int(chance.uniform(what, UInt64(index)) * Double(count))
      }
      var shots: [Shot] = []
      while shots.last?.outFrame ?? 0 < 2500 {
        let first = shots.last?.outFrame ?? 0
        // By chance alone no plan is right.
        let types = seed % 2 == 0 ? ShotType.names : shots.isEmpty ? ["LS"] : ["MLS", "XLS", "CU"]
        let type = types[draw("type", shots.count, types.count)]
        let length = 10 + draw("length", shots.count, 600)
        shots.append(Shot(inFrame: first, outFrame: min(2500, first + length), type: type))
      }
      let plan = try ShotPlan(shots, rate: .fps25, types: ShotType.names)
      let columns = try shots.map { try song.brief.vocabulary.column(of: $0.type) }
      let weights = zip(shots, columns).map { shot, type in
        let (start, end) = plan.seconds(of: shot)
        return song.logWeight(of: type, from: start, to: end)
      }
      let pairs = zip(columns, columns.dropFirst()).map { song.pairWeight(from: $0, to: $1) }
      let ends = [song.openingWeight(of: columns[0]) ?? 0, song.closingWeight(of: columns[columns.count - 1])]
      let isRefused = (weights + pairs + ends).contains { $0 < SongBrief.refused / 4 }
      #expect(song.unmet(in: plan).isEmpty == !isRefused, "seed \(seed)")
      met += isRefused ? 0 : 1
    }
    // Both are seen.
    #expect((4...396).contains(met))
  }
}
