import Testing
import Shots

@testable import Edits

@Suite struct OTIOTests {
  private func time(_ frames: Int) -> String { #"{"value": \#(frames), "rate": 25.0}"# }

  private func range(_ frames: Int) -> String { #"{"start_time": \#(time(0)), "duration": \#(time(frames))}"# }

  /// A timeline whose tracks begin in line 2.
  private func timeline(_ tracks: String...) -> String {
    let tracks = tracks.map { #"{"kind": "Video", "children": [\#($0)]}"# }.joined(separator: ",\n")
    return "{\"OTIO_SCHEMA\": \"Timeline.1\", \"tracks\": {\"children\": [\n\(tracks)]}}"
  }

  private func clip(_ name: String, _ range: String) -> String {
    #"{"OTIO_SCHEMA": "Clip.2", "name": "\#(name)", \#(range)}"#
  }

  @Test func aClipWithoutARangeIsAllOfItsMedia() throws {
    let whole = #""source_range": null, "media_references": {"A": {"available_range": \#(range(50))}}, "#
    let text = timeline(clip("CU", whole + #""active_media_reference_key": "A""#))
    let (cuts, messages) = Samples.read(text, as: .otio)
    #expect(messages.isEmpty && cuts?.frames == 50)
  }

  @Test func gapsAloneAreNoTrackOfShots() throws {
    let shot = clip("CU", #""source_range": \#(range(25))"#)
    let gap = #"{"OTIO_SCHEMA": "Gap.1", "source_range": \#(range(25))}"#
    #expect(Samples.read(timeline(gap, shot), as: .otio).cuts?.cuts.map(\.line) == [3])
    #expect(
      Samples.read(timeline(shot, shot), as: .otio).messages
        == ["x:3:1: warning: 'CU' lies on a track above 'CU': what is on top is taken"])
  }
}
