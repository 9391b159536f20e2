import StageKit
import Testing

@testable import Learning

@Suite struct FoldsTests {
  private func songs(_ count: Int, groups: Int? = nil) -> [SplitSong] {
    (0..<count).map { song in
      SplitSong(name: "song \(song)", content: "hash \(song)", group: groups.map { "artist \(song % $0)" })
    }
  }

  @Test func foldsHaveAboutTheSameSize() throws {
    let folds = try Folds(songs(46), count: 3, seed: 1)
    #expect(folds.names.map(\.count).sorted() == [15, 15, 16])
    #expect(Set(folds.names.flatMap(\.self)).count == 46)
    #expect(try Folds(songs(46), count: 3, seed: 1) == folds)
    #expect(try Folds(songs(46), count: 3, seed: 2) != folds)
  }

  @Test func noGroupIsInTwoFolds() throws {
    let all = songs(60, groups: 7)
    let folds = try Folds(all, count: 3, seed: 4)
    #expect(folds.names.flatMap(\.self).sorted() == all.map(\.name).sorted())
    for names in folds.names {
      let groups = Set(all.filter { names.contains($0.name) }.map(\.group))
      #expect(all.filter { groups.contains($0.group) }.allSatisfy { names.contains($0.name) })
    }
  }

  @Test func tooFewGroupsAreRefused() {
    #expect(
      throws: Failure(
        "2 groups of songs cannot be dealt into 3 folds",
        remedy: "give 2 folds or more, and no more than there are groups")
    ) { try Folds(songs(9, groups: 2), count: 3, seed: 0) }
    #expect(throws: Failure.self) { try Folds(songs(9), count: 1, seed: 0) }
  }
}
