import Shots
import Testing

@testable import Structure

@Suite struct RoleRulesTests {
  /// Sections of `length` seconds one after another: cluster, energy, vocal, slope.
  private func roles(_ rows: [(cluster: Int, energy: Double, vocal: Double, slope: Double)], length: Double = 20)
    -> [Role?]
  {
    RoleRules.roles(
      of: rows.enumerated().map { index, row in
        SectionProfile(
          start: length * Double(index), end: length * Double(index + 1), cluster: row.cluster, energy: row.energy,
          vocal: row.vocal, slope: row.slope)
      })
  }

  @Test func aWholeSong() {
    let found = roles([
      (0, 0.2, 0.3, 0), (1, 0.5, 0.7, 0), (2, 0.6, 0.6, 0.5), (3, 0.9, 0.7, 0), (1, 0.5, 0.7, 0), (3, 0.9, 0.7, 0),
      (4, 0.7, 0.2, 0), (5, 0.2, 0.5, 0), (6, 0.5, 0.6, 0), (3, 0.9, 0.7, 0), (7, 0.3, 0.3, 0),
    ])
    #expect(
      found == [
        .intro, .verse, .build, .chorus, .verse, .chorus, .solo, .breakdown, .bridge, .chorus, .outro,
      ])
  }

  @Test func withoutAReturnTheLoudestIsTheChorus() {
    #expect(roles([(0, 0.3, 0.5, 0), (1, 0.9, 0.5, 0), (2, 0.4, 0.5, 0)]) == [.intro, .chorus, .outro])
  }

  @Test func longOrLoudEndsAreNoIntroAndOutro() {
    let found = roles([(0, 0.3, 0.6, 0), (1, 0.9, 0.7, 0), (0, 0.3, 0.6, 0), (1, 0.9, 0.7, 0)], length: 50)
    #expect(found == [.verse, .chorus, .verse, .chorus])
  }

  @Test func oneSectionIsNoChorus() {
    #expect(roles([(0, 0.5, 0.5, 0)]) == [.verse])
    #expect(roles([(0, 0.5, 0.3, 0)]) == [nil])
    #expect(roles([]) == [])
  }
}
