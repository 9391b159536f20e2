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

  @Test func withoutReturnsThereAreNoVersesAndChoruses() {
    #expect(roles([(0, 0.3, 0.5, 0), (1, 0.9, 0.5, 0), (2, 0.4, 0.3, 0)]) == [nil, nil, nil])
    #expect(roles((0..<8).map { ($0, 0.5, 0.6, 0) }) == [Role?](repeating: nil, count: 8))
  }

  @Test func withoutContrastThereAreNoVersesAndChoruses() {
    // Neither loudness tells the two apart, nor anything is less sung than the rest.
    #expect(roles([(0, 0.5, 0.6, 0), (1, 0.55, 0.6, 0), (0, 0.5, 0.6, 0), (1, 0.55, 0.2, 0)]).allSatisfy { $0 == nil })
    #expect(roles([(0, 0.4, 0.5, 0), (1, 0.7, 0.6, 0), (0, 0.4, 0.5, 0), (1, 0.7, 0.6, 0)]).allSatisfy { $0 == nil })
    // A louder part that comes first is no chorus of a later one.
    #expect(
      roles([(1, 0.8, 0.6, 0), (0, 0.5, 0.6, 0), (1, 0.8, 0.6, 0), (0, 0.5, 0.6, 0), (2, 0.5, 0.2, 0)])
        .allSatisfy { $0 == nil })
  }

  @Test func sectionsOfOneGroupHaveOneRole() {
    let found = roles([
      (0, 0.4, 0.6, 0), (1, 0.8, 0.7, 0), (2, 0.6, 0.2, 0), (0, 0.7, 0.4, 0), (1, 0.5, 0.4, 0), (2, 0.6, 0.2, 0),
      (0, 0.4, 0.6, 0), (1, 0.9, 0.7, 0),
    ])
    #expect(found == [.verse, .chorus, nil, .verse, .chorus, nil, .verse, .chorus])
  }

  @Test func longOrLoudEndsAreNoIntroAndOutro() {
    let rows = [(0, 0.3, 0.6, 0.0), (1, 0.9, 0.7, 0), (2, 0.45, 0.3, 0), (1, 0.9, 0.7, 0), (0, 0.3, 0.6, 0)]
    #expect(roles(rows, length: 50) == [.verse, .chorus, nil, .chorus, .verse])
    #expect(roles([(0, 0.5, 0.3, 0), (1, 0.5, 0.3, 0), (2, 0.5, 0.3, 0)]) == [nil, nil, nil])
  }

  @Test func oneSectionHasNoRole() {
    #expect(roles([(0, 0.5, 0.5, 0)]) == [nil])
    #expect(roles([]) == [])
  }
}
