import StageKit
import TestSupport
import Testing

@testable import Directing

@Suite struct MarksTests {
  private func song(_ files: [String: String]) -> TestTrack {
    var track = TestTrack(seconds: 10)
    track.files = files.mapValues { Array($0.utf8) }
    return track
  }

  @Test func oneFileOfAnyFormatIsRead() throws {
    let labels = song(["{track}.marks.txt": "1.5\t1.5\tdrop\n"])
    #expect(try labels.run(Marks.self)[Marks.marks] == Events([Event(at: 1.5, label: "drop")]))
    let guides = song(["{track}.marks.json": "[{\"pos\": 50, \"comment\": \"a\"}]"])
    #expect(try guides.run(Marks.self) { $0[Marks.rate] = .fps25 }[Marks.marks] == Events([Event(at: 2, label: "a")]))
  }

  @Test func aSongWithoutMarksIsSaid() throws {
    #expect(try song([:]).run(Marks.self)[Marks.marks] == nil)
    #expect(try song([:]).warnings(of: Marks.self).first?.contains("song.marks.edl, song.marks.xml") == true)
  }

  @Test func twoFilesAreOneTooMany() throws {
    let failure = try #require(throws: Failure.self) {
      try song(["{track}.marks.txt": "1\t1\ta\n", "{track}.marks.csv": "#,Name,Start\nM1,a,1\n"]).run(Marks.self)
    }
    #expect(failure.description.contains("song.marks.csv and in song.marks.txt"))
  }

  @Test func marksBehindTheEndAreLeftOut() throws {
    let track = song(["{track}.marks.txt": "1\t1\ta\n10\t10\tb\n"])
    #expect(try track.run(Marks.self)[Marks.marks]?.events.count == 1)
    #expect(
      try track.warnings(of: Marks.self).first?.hasPrefix("1 of the 2 marks in song.marks.txt lie behind") == true)
  }

  @Test func whatIsWrongHasItsLine() throws {
    let failure = try #require(throws: Failure.self) { try song(["{track}.marks.txt": "1\t1\ta\nx\n"]).run(Marks.self) }
    #expect(failure.description.hasPrefix("song.marks.txt:2:1: error: "))
  }
}
