import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

@Suite struct PlanStartTests {
  private func start(_ timecode: FileTimecode?, rate: FrameRate = .fps25) throws -> (start: String, said: [String]) {
    var track = TestTrack.types(seconds: 20, seed: 5, beat: 0.5)
    track.timecode = timecode
    let warnings = TestTrack.Warnings()
    let outputs = try track.run(Cuts.self, warnings: warnings) {
      $0[Cuts.start] = "file"
      $0[Cuts.rate] = rate
    }
    return (try #require(outputs[Cuts.shots]).start.description, warnings.sentences)
  }

  @Test func theFilesTimecodeIsTheStart() throws {
    #expect(try start(.written("10:00:00:12", frames: 25, seconds: 1)) == ("10:00:00:12", []))
    #expect(try start(.samples(48_000 * 7200 + 24_000, rate: 48_000)) == ("02:00:00:13", []))
    #expect(try start(.written("09:59:50;00", frames: 30_000, seconds: 1001), rate: .ntscDrop).start == "09:59:50;00")
  }

  @Test func withoutOneItIsAnHourAndIsSaid() throws {
    let (start, said) = try start(nil)
    #expect(start == "01:00:00:00" && said == ["the file has no timecode of its own; the plan starts at one hour"])
    #expect(
      try self.start(.written("10:00", frames: 25, seconds: 1)).said.first?.contains("'10:00' is no timecode") == true)
  }
}

private func == (a: (start: String, said: [String]), b: (String, [String])) -> Bool { a.start == b.0 && a.said == b.1 }
