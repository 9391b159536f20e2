import StageKit
import Testing

@testable import Learning

@Suite struct SplitTests {
  private func songs(_ count: Int, groups: Int? = nil) -> [SplitSong] {
    (0..<count).map { song in
      SplitSong(name: "song \(song)", content: "hash \(song)", group: groups.map { "artist \(song % $0)" })
    }
  }

  @Test func sharesAreAboutAsAsked() throws {
    let split = try Split(songs(1000), validation: 0.1, test: 0.2, seed: 1)
    #expect(split.training.count + split.validation.count + split.test.count == 1000)
    #expect(abs(split.validation.count - 100) < 30)
    #expect(abs(split.test.count - 200) < 40)
    #expect(try Split(songs(1000), validation: 0.1, test: 0.2, seed: 1) == split)
    #expect(try Split(songs(1000).reversed(), validation: 0.1, test: 0.2, seed: 1) == split)
    #expect(try Split(songs(1000), validation: 0.1, test: 0.2, seed: 2) != split)
  }

  @Test func aNewSongMovesNoOther() throws {
    let before = try Split(songs(200), validation: 0.1, test: 0.2, seed: 3)
    let after = try Split(songs(260), validation: 0.1, test: 0.2, seed: 3)
    #expect(before.training.isSubset(of: after.training))
    #expect(before.validation.isSubset(of: after.validation))
    #expect(before.test.isSubset(of: after.test))
  }

  @Test func namesDoNotMatter() throws {
    let renamed = songs(100).map { SplitSong(name: "new \($0.name)", content: $0.content) }
    let split = try Split(songs(100), validation: 0.2, test: 0.2, seed: 3)
    let other = try Split(renamed, validation: 0.2, test: 0.2, seed: 3)
    #expect(other.test == Set(split.test.map { "new \($0)" }))
  }

  @Test func noGroupIsTorn() throws {
    let all = songs(300, groups: 17)
    let split = try Split(all, validation: 0.2, test: 0.3, seed: 8)
    for part in [split.training, split.validation, split.test] {
      #expect(!part.isEmpty)
      let groups = Set(all.filter { part.contains($0.name) }.map(\.group))
      #expect(all.filter { groups.contains($0.group) }.allSatisfy { part.contains($0.name) })
    }
  }

  @Test func theSameContentStaysTogether() throws {
    // A copy under another artist joins both artists.
    for seed in 0..<20 {
      var all = songs(12, groups: 6)
      all.append(SplitSong(name: "copy", content: "hash 0", group: "artist 5"))
      let split = try Split(all, validation: 0.3, test: 0.3, seed: UInt64(seed))
      for part in [split.training, split.validation, split.test] {
        let joined = ["song 0", "song 6", "song 5", "song 11", "copy"].count { part.contains($0) }
        #expect(joined == 0 || joined == 5)
      }
    }
  }

  @Test func fewSongsFillAllParts() throws {
    for seed in 0..<50 {
      let split = try Split(songs(3), validation: 0.1, test: 0.1, seed: UInt64(seed))
      #expect([split.training.count, split.validation.count, split.test.count] == [1, 1, 1])
      let whole = try Split(songs(3), validation: 0, test: 0, seed: UInt64(seed))
      #expect(whole.training.count == 3)
      #expect(try Split(songs(2), validation: 0.9, test: 0, seed: UInt64(seed)).training.count == 1)
    }
    #expect(
      throws: Failure(
        "2 groups of songs cannot fill 3 parts",
        remedy: "add songs, or name the parts of single songs in a split file")
    ) { try Split(songs(2), validation: 0.1, test: 0.1, seed: 0) }
    #expect(throws: Failure.self) { try Split(songs(9), validation: 0.5, test: 0.5, seed: 0) }
    #expect(throws: Failure.self) { try Split(songs(9), validation: -0.1, test: 0.5, seed: 0) }
  }
}
