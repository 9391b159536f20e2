import StageKit
import Testing

@testable import Models

/// Labels from OpenTimelineIO timelines.
@Suite struct ClipTrackTests {
  private func run(_ text: String, seconds: Double) throws -> [Event] {
    var track = TestTrack(seconds: seconds)
    track.put("labels", TrackText(path: "x.otio", bytes: Array(text.utf8)))
    return try track.run(Labels.self)[Labels.edit]?.events ?? []
  }

  private func time(_ value: Double) -> String {
    "{\"OTIO_SCHEMA\": \"RationalTime.1\", \"rate\": 24.0, \"value\": \(value)}"
  }

  private func range(_ frames: Double) -> String {
    "{\"OTIO_SCHEMA\": \"TimeRange.1\", \"start_time\": \(time(86400)), \"duration\": \(time(frames))}"
  }

  private func item(_ schema: String, _ name: String, _ frames: Double) -> String {
    "{\"OTIO_SCHEMA\": \"\(schema)\", \"name\": \"\(name)\", \"source_range\": \(range(frames))}"
  }

  private func timeline(_ items: [String], kind: String = "Video", more: String = "") -> String {
    """
    {"OTIO_SCHEMA": "Timeline.1", "name": "x", "global_start_time": null, "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [
    {"OTIO_SCHEMA": "Track.1", "kind": "\(kind)", "children": [\(items.joined(separator: ","))]}\(more)]}}
    """
  }

  @Test func clipsFollowEachOther() throws {
    let whole = """
      {"OTIO_SCHEMA": "Clip.2", "name": "LS", "source_range": null, "active_media_reference_key": "DEFAULT_MEDIA",
      "media_references": {"DEFAULT_MEDIA": {"OTIO_SCHEMA": "ExternalReference.1", "available_range": \(range(60))}}}
      """
    let text = timeline(
      [item("Clip.1", "CU_001", 36), "{\"OTIO_SCHEMA\": \"Transition.1\", \"name\": \"\"}", whole],
      more: ", {\"OTIO_SCHEMA\": \"Track.1\", \"kind\": \"Audio\", \"children\": [\(item("Clip.1", "song", 96))]}")
    #expect(
      try run(text, seconds: 4) == [Event(from: 0, to: 1.5, label: "CU"), Event(from: 1.5, to: 4, label: "LS")])
  }

  @Test func gapsAndOtherItemsHaveTheirPlace() {
    let gap = timeline([item("Clip.1", "CU", 24), item("Gap.1", "", 48), item("Clip.1", "LS", 24)])
    var failure = #expect(throws: StageFailure.self) { try run(gap, seconds: 4) }
    #expect(
      failure?.reason == "x.otio: tracks.children[0].children[2]: no shot from 1 s to 3 s: a gap; "
        + "each shot starts where the one before ends")
    failure = #expect(throws: StageFailure.self) {
      try run(timeline([item("Clip.1", "CU", 24), item("Stack.1", "", 24)]), seconds: 2)
    }
    #expect(failure?.reason == "x.otio: tracks.children[0].children[1] is a Stack.1")
    failure = #expect(throws: StageFailure.self) {
      try run(timeline(["{\"OTIO_SCHEMA\": \"Clip.1\", \"name\": \"CU\"}"]), seconds: 2)
    }
    #expect(failure?.reason == "x.otio: tracks.children[0].children[0] has no length")
  }

  @Test(arguments: ["", "{", "[1]", "{\"tracks\": 3}"])
  func whatIsNoTimelineIsRefused(text: String) {
    let failure = #expect(throws: StageFailure.self) { try run(text, seconds: 2) }
    #expect(failure?.reason == "x.otio: this is no OpenTimelineIO timeline")
  }

  @Test func theOnlyVideoTrackCounts() {
    let audio = timeline([item("Clip.1", "CU", 48)], kind: "Audio")
    #expect(throws: StageFailure.self) { try run(audio, seconds: 2) }
  }
}
