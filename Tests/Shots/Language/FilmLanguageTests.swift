import Testing

@testable import Shots

@Suite struct FilmLanguageTests {
  private let concert = FilmLanguage.concert

  private func factor(_ last: ShotType, _ next: ShotType) -> Double {
    concert.factor(from: last.column, to: next.column)
  }

  @Test func theConcertLanguageFollowsItsTable() {
    #expect(ShotType.allCases.allSatisfy { factor($0, $0) == 0 })
    #expect(factor(.closeUp, .extremeLong) == 0.3)
    #expect(factor(.long, .medium) == 1)
    #expect(factor(.closeUp, .audience) == 0.5)
    #expect(factor(.audience, .closeUp) == 0.7)
    #expect(factor(.extremeLong, .instrument) == 0.6)
    #expect(factor(.instrument, .long) == 0.7)
    #expect(factor(.audience, .instrument) == 0.3)
    #expect(concert.opening.reduce(0, +) == 1)
  }

  @Test func sectionsOpenWithSomeTypes() {
    for role in Role.allCases {
      #expect(ShotType.allCases.contains { concert.mayOpen(role, with: $0.column) }, "\(role)")
    }
    for type in [ShotType.audience, .instrument] {
      #expect(!concert.mayOpen(.chorus, with: type.column) && !concert.mayOpen(.verse, with: type.column))
      #expect(concert.mayOpen(nil, with: type.column))
    }
  }

  @Test func lengthsFollowTypeRoleAndTempo() {
    let close = ShotType.closeUp.column
    #expect(concert.length(of: close, in: nil, tempo: nil) == 3.6 * 0.9)
    #expect(abs(concert.length(of: close, in: .intro, tempo: 120) - 3.6 * 0.9 * 1.5) < 1e-12)
    #expect(concert.lengths.factor(ofTempo: 10) == 1.35 && concert.lengths.factor(ofTempo: 1000) == 0.75)
    #expect(concert.lengths.factor(ofTempo: 0) == 1)
  }
}
