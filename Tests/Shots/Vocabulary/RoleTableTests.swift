import StageKit
import Testing

@testable import Shots

@Suite struct RoleTableTests {
  @Test func eachRolesSharesAreAWhole() {
    for role in Role.allCases {
      let row = RoleTable.row(for: role)
      #expect(row.shares.count == 8 && abs(row.shares.reduce(0, +) - 100) < 1e-9, "\(role)")
    }
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
}
