import StageKit
import TestSupport
import Testing

@testable import Training

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
    {"OTIO_SCHEMA": "Track.1", "kind": "\(kind)", "children": [
    \(items.joined(separator: ",\n"))]}\(more)]}}
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

  /// The file of another program may be one line.
  @Test func clipsOfOneLineFollowEachOther() throws {
    let text = timeline([item("Clip.1", "CU", 24), item("Clip.1", "LS", 24), item("Clip.1", "MS", 24)])
    #expect(try run(text.replacing("\n", with: " "), seconds: 3).map(\.end) == [1, 2, 3])
  }

  @Test func mistakesAreSaidByLine() {
    let gap = timeline([item("Clip.1", "CU", 24), item("Gap.1", "", 48), item("Clip.1", "XLSS", 24)])
    var failure = #expect(throws: Failure.self) { try run(gap, seconds: 4) }
    #expect(
      failure?.reason == "x.otio:5:1: error: no shot from 1 s to 3 s: a gap; each shot starts where the one "
        + "before ends; "
        + "x.otio:5:1: error: the label is 'XLSS', which is not a shot type of the vocabulary; did you mean XLS?")
    let wrong = [
      item("Clip.1", "CU", 24), item("Stack.1", "Effects", 24), "{\"OTIO_SCHEMA\": \"Clip.1\", \"name\": \"LS\"}",
    ]
    failure = #expect(throws: Failure.self) { try run(timeline(wrong), seconds: 2) }
    #expect(
      failure?.reason == "x.otio:5:1: error: 'LS' has no length in whole frames; give it a source_range")
  }

  @Test(
    arguments: [
      ("", "the JSON text ends where a value should be"), ("{", "not valid JSON: expected a key in quotes"),
      ("[1]", "this is no Timeline.1 of OpenTimelineIO"),
      ("{\"tracks\": 3}", "this is no Timeline.1 of OpenTimelineIO"),
    ])
  func whatIsNoTimelineIsRefused(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try run(text, seconds: 2) }
    #expect(failure?.reason == "x.otio:1:1: error: \(message)")
  }

  @Test func upperVideoTracksCoverLowerOnes() throws {
    let audio = timeline([item("Clip.1", "CU", 48)], kind: "Audio")
    let failure = #expect(throws: Failure.self) { try run(audio, seconds: 2) }
    #expect(failure?.reason == "x.otio:1:1: error: no video track has a clip; put the shots on one")
    let other = ",\n{\"OTIO_SCHEMA\": \"Track.1\", \"kind\": \"Video\", \"children\": [\(item("Clip.1", "LS", 48))]}"
    #expect(
      try run(timeline([item("Clip.1", "CU", 72)], more: other), seconds: 3)
        == [Event(from: 0, to: 2, label: "LS"), Event(from: 2, to: 3, label: "CU")])
  }
}
