import Learning
import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

@Suite struct CuesTests {
  /// Ten seconds of music, two of them silent.
  private func track() -> TestTrack {
    var track = TestTrack.music(seconds: 10.5, mel: { time, band in time < 8 ? (time + 1) * Double(band % 3) : 0 })
    track.put("sections", Events([Event(from: 0, to: 10.5, label: "verse", group: "A")]))
    return track
  }

  @Test func theDirectorHearsTheSame() throws {
    let (alone, directed) = (try track().run(Cues.self), try track().run(Director.self))
    let cues = try #require(alone[Cues.cues])
    #expect(cues.count == 11 && cues.format.columns == ["loudness", "singing", "attack", "level", "density"])
    #expect(try cues.values() == directed[Director.cues]?.values())
    #expect(alone[Cues.silences]?.events.map(\.end) == [10.5])
    #expect(alone[Cues.silences] == directed[Director.silences])
  }
}
