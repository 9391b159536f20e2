import StageKit
import Testing

@testable import Shots

/// A brief in a song of 100 s: intro, verse, chorus, solo, verse, chorus.
@Suite struct SongBriefTests {
  static let sections = [
    ("intro", 0.0), ("verse", 10), ("chorus", 30), ("solo", 50), ("verse", 60), ("chorus", 80), ("", 100),
  ]

  static func song(_ text: String, vocabulary: Vocabulary = .concert) throws -> SongBrief {
    let events = zip(sections, sections.dropFirst()).map { Event(from: $0.1, to: $1.1, label: $0.0) }
    return SongBrief(
      try BriefFile.brief(in: Array(text.utf8), name: "b.yaml", vocabulary: vocabulary),
      in: try SectionMap(Events(events)))
  }

  /// A plan of `CU 0-10`, in seconds; `!` locks a shot, and `=Ann` says whom it shows.
  static func plan(_ shots: String) throws -> ShotPlan {
    let list = shots.split(separator: ", ").map { text in
      let words = text.split(separator: " ")
      let times = words[1].split(separator: "-").compactMap { Double($0) }
      return Shot(
        inFrame: Int(25 * times[0]), outFrame: Int(25 * times[1]), type: String(words[0]),
        subject: words.first { $0.hasPrefix("=") }.map { String($0.dropFirst()) }, isLocked: words.contains("!"))
    }
    return try ShotPlan(list, rate: .fps25, types: ShotType.names)
  }

  private static let column = Dictionary(uniqueKeysWithValues: ShotType.names.enumerated().map { ($1, $0) })

  private func weight(_ song: SongBrief, _ type: String, _ start: Double, _ end: Double) -> Double {
    song.logWeight(of: Self.column[type] ?? 0, from: start, to: end)
  }

  // MARK: Places

  @Test func placesAreFoundBySectionLetterAndTime() throws {
    let map = try SectionMap(
      Events(Self.sections.dropLast().enumerated().map { Event(from: $1.1, to: $1.1 + 10, label: $1.0) }))
    func spans(_ text: String) throws -> [ClosedRange<Double>] { try SongPlace(text).spans(in: map) }
    #expect(try spans("verse") == [10...20, 60...70] && spans("Chorus 2") == [80...90])
    #expect(try spans("chorus 3").isEmpty && spans("bridge").isEmpty && spans("A").isEmpty)
    #expect(try spans("1:20-1:45") == [80...105] && spans("1:20 – end") == [80...Double.infinity])
    #expect(try SongPlace("instrumental").spans(in: map).isEmpty)
    // Where verses are of two groups, a letter tells them apart.
    let groups = try SectionMap(
      Events(
        ["A", "B", "A", "B"].enumerated().map { Event(from: Double($0), to: Double($0 + 1), label: "verse", group: $1) }
      ))
    #expect(try SongPlace("Verse B").spans(in: groups) == [1...2, 3...4])
    #expect(
      try SongPlace("verse b 2").spans(in: groups) == [3...4] && SongPlace("verse 3").spans(in: groups) == [2...3])
    #expect(try SongPlace("part B").spans(in: groups).isEmpty && SongPlace("Part A 2").spans(in: groups).isEmpty)
  }

  // MARK: Weights

  @Test func weightsAreLogarithmsAndNothingIsInfinite() throws {
    let song = try Self.song("types: {CU: 2, LS: 0.5, ADS: 0}")
    #expect(abs(weight(song, "CU", 0, 4) - 0.6931) < 1e-4 && abs(weight(song, "LS", 0, 4) + 0.6931) < 1e-4)
    #expect(weight(song, "MS", 0, 4) == 0 && weight(song, "ADS", 0, 4) == SongBrief.refused)
    #expect(weight(song, "ADS", 3, 3) == SongBrief.refused && weight(song, "CU", 3, 3).isFinite)
  }

  @Test func aTypeIsRefusedWhereItIsNotWantedByHowMuchOfItLiesThere() throws {
    let song = try Self.song("not_before: {ADS: \"0:45\", MIS: chorus}\nnot_in: {ADS: [verse, \"1:00-1:10\"]}")
    #expect(weight(song, "ADS", 0, 4) == SongBrief.refused && weight(song, "ADS", 62, 66) == SongBrief.refused)
    #expect(weight(song, "ADS", 46, 50) == 0 && weight(song, "CU", 0, 4) == 0)
    // Cuts lie a little beside the places; half a shot in a verse costs three quarters.
    #expect(weight(song, "ADS", 44.8, 49) == 0 && weight(song, "MIS", 29.9, 33) == 0)
    #expect(weight(song, "ADS", 58, 62) == 0.75 * SongBrief.refused)
    #expect(weight(song, "MIS", 25, 29) == SongBrief.refused)
    // A short shot has no free second.
    #expect(weight(song, "ADS", 10, 10.2) == SongBrief.refused)
  }

  @Test func pairsAndEndsAreWeighed() throws {
    let song = try Self.song("pairs: {wanted: [MS, CU], forbidden: [ADS, MIS]}\nopening: [XLS, LS]\nclosing: [XLS]")
    #expect(abs(song.pairWeight(from: 2, to: 0) - 1.0986) < 1e-4 && song.pairWeight(from: 0, to: 2) == 0)
    #expect(song.pairWeight(from: 6, to: 7) == SongBrief.refused && song.pairWeight(from: 7, to: 6) == 0)
    #expect(song.openingWeight(of: 5) == 0 && song.openingWeight(of: 0) == SongBrief.refused)
    #expect(song.closingWeight(of: 5) == 0 && song.closingWeight(of: 4) == SongBrief.refused)
    let open = try Self.song("{}")
    #expect(open.openingWeight(of: 0) == nil && open.closingWeight(of: 0) == 0)
  }

  @Test func soloistsMakeTheTypesThatShowThemLikelier() throws {
    let song = try Self.song(
      "performers: [{name: Bo, instrument: guitar, solos: [solo, \"0:55-1:05\"]}, {name: Ann, solos: verse 1}]")
    #expect(abs(weight(song, "MIS", 50, 54) - 1.0986) < 1e-4 && abs(weight(song, "CU", 48, 52) - 0.5493) < 1e-4)
    #expect(weight(song, "XLS", 50, 54) == 0 && weight(song, "ADS", 50, 54) == 0)
    // Ann's voice is no instrument.
    #expect(weight(song, "MIS", 12, 16) == 0 && weight(song, "CU", 12, 16) > 1)
    // Spans that overlap count once.
    #expect(abs(weight(song, "MIS", 56, 59) - 1.0986) < 1e-4)
  }

  @Test func otherVocabulariesHaveSizesOfTheirOwn() throws {
    let vocabulary = try Vocabulary(
      types: ["face", "body", "hall", "hands", "crowd"], scale: ["face", "body", "hall"])
    let song = try Self.song("instruments: [hands]\nperformers: [{name: Bo, instrument: sax}]", vocabulary: vocabulary)
    #expect(song.brief.types(showing: song.brief.performers[0]) == [0, 1, 3])
    #expect((0..<5).map { song.brief.framing(of: $0) } == [.tight, .medium, .wide, .instrument, .wide])
  }
}
