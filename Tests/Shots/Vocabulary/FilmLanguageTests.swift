import StageKit
import Testing

@testable import Shots

@Suite struct FilmLanguageTests {
  @Test func eachRolesSharesAreAWhole() {
    for role in Role.allCases + [nil] {
      let row = RoleTable.row(for: role)
      #expect(row.shares.count == 8 && abs(row.shares.reduce(0, +) - 100) < 1e-9, "\(role)")
    }
  }

  @Test func filmLanguageFollowsTheTable() {
    #expect(ShotType.allCases.allSatisfy { FilmLanguage.factor(from: $0, to: $0) == 0 })
    #expect(FilmLanguage.factor(from: .closeUp, to: .extremeLong) == 0.3)
    #expect(FilmLanguage.factor(from: .long, to: .medium) == 1)
    #expect(FilmLanguage.factor(from: .closeUp, to: .audience) == 0.5)
    #expect(FilmLanguage.factor(from: .audience, to: .closeUp) == 0.7)
    #expect(FilmLanguage.factor(from: .extremeLong, to: .instrument) == 0.6)
    #expect(FilmLanguage.factor(from: .instrument, to: .long) == 0.7)
    #expect(FilmLanguage.factor(from: .audience, to: .instrument) == 0.3)
    #expect(ShotType.allCases.map(FilmLanguage.opening).reduce(0, +) == 1)
  }

  @Test func sectionsAreFoundByTimeAndCounted() throws {
    let map = try SectionMap(
      Events([
        Event(from: 0, to: 5, label: "chorus"), Event(from: 5, to: 9, label: "inst"),
        Event(from: 10, to: 20, label: "chorus"),
      ]))
    #expect([0, 4.999, 5, 9.5, 10, 20].map { map.index(at: $0) } == [0, 0, 1, nil, 2, nil])
    #expect((0..<3).map(map.title) == ["Chorus 1", "Instrumental", "Chorus 2"])
  }

  @Test func lettersAreSectionsWithoutRole() throws {
    let labels = [("A", "A"), ("verse", "B"), ("A", "A"), ("ABC", "ABC"), ("verse", "C"), ("Verse", "B")]
    let map = try SectionMap(Events(labels.map { Event(from: 0, to: 1, label: $0.0, group: $0.1) }))
    #expect(map.roles == [nil, .verse, nil, nil, .verse, .verse])
    #expect((0..<6).map(map.title) == ["Part A 1", "Verse B 1", "Part A 2", "Part ABC", "Verse C", "Verse B 2"])
  }

  @Test(arguments: ["", "a", "AAAA", "A1", "Ä", "A ", "vers"]) func otherLabelsAreRefused(label: String) {
    #expect(throws: Failure.self) { try SectionMap(Events([Event(from: 0, to: 1, label: label)])) }
  }
}
