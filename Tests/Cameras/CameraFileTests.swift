import Shots
import StageKit
import Testing

@testable import Cameras

@Suite struct CameraFileTests {
  private func read(_ text: String) throws(Failure) -> [CameraClip] {
    try CameraFile.clips(in: Array(text.utf8), name: "cameras.yaml", rate: .fps25, types: CameraCase.types)
  }

  @Test func readsAllThatAClipCanSay() throws {
    let clips = try read(
      """
      version: 1
      clips:
        LEFT:
          reel: A001
          file: media/left.mov
          rate: 25
          start: 10:00:00:00
          timecode: 10:00:10:05
          drift_ppm: 20
          length: 1:40
          size: 1280x720
          ranges: [[0, 1:02], [1:10, end]]
          excluded: [0:10, 0:12]
          types: {CU: .9, MCU: .8}
          angle: 30
          side: left
          locked_off: true
        wide: {camera: W, offset: -2.5, types: [XLS, ADS], safe: true}
      """)
    let left = clips[0]
    #expect(left.id == "LEFT" && left.camera == "LEFT" && left.reel == "A001" && left.file == "media/left.mov")
    #expect(left.rate == .fps25 && left.start.description == "10:00:00:00")
    #expect(left.offset == 10.2 && left.size == PictureSize(width: 1280, height: 720))
    #expect(left.spans.dropLast() == [0...10, 12...62] && left.spans[2].lowerBound == 70)
    #expect(abs(left.spans[2].upperBound - (100 - left.offset) / (1 + 20e-6)) < 1e-9)
    #expect(left.types.map(\.name) == ["CU", "MCU"] && left.types.map(\.quality) == [0.9, 0.8])
    #expect(left.angle == 30 && left.side == .left && left.isLockedOff && !left.isSafe)
    let wide = clips[1]
    #expect(wide.camera == "W" && wide.reel == "WIDE" && wide.rate == .fps25 && wide.isSafe)
    #expect(wide.spans == [2.5...Double.infinity] && wide.types.map(\.quality) == [1, 1])
    // Frame 0 of the clip is on screen when the song is 2.5 s old.
    #expect(wide.frame(at: 2.5) == 0 && wide.frame(at: 3.5) == 25)
  }

  @Test func driftMovesFramesButNotLengths() throws {
    let clips = try read("version: 1\nclips: {A: {offset: 10, drift_ppm: 1000, types: [CU]}}")
    #expect(clips[0].frame(at: 100) == 2753)
  }

  @Test(arguments: [
    ("23:50:00:00", "00:10:00:00", 1200.0), ("00:10:00:00", "23:50:00:00", -1200),
    ("23:59:59:24", "00:00:00:00", 0.04), ("01:00:00:00", "01:00:10:00", 10),
  ]) func timecodeStartsAgainAtMidnight(start: String, timecode: String, offset: Double) throws {
    let clips = try read("version: 1\nclips: {A: {start: '\(start)', timecode: '\(timecode)', types: [CU]}}")
    #expect(clips[0].offset == offset)
  }

  @Test(arguments: [
    ("version: 1\nclips: {}", "cameras.yaml:2:8: error: `clips` names no clip"),
    ("clips: {A: {offset: 0, types: [CU]}}", "cameras.yaml:1:1: error: the file must have `version: 1`"),
    (
      "version: 1\nclips:\n  A: {ofset: 0, offset: 1, types: [CU]}",
      "cameras.yaml:3:7: error: clip 'A': unknown key 'ofset'; did you mean 'offset'?"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, size: 1920, types: [CU]}",
      "cameras.yaml:3:24: error: clip 'A' `size`: expected a width and height of 16 to 16384 pixels, such as 1920x1080, "
        + "found '1920'"
    ),
    (
      "version: 1\nclips:\n  A: {types: [CU]}",
      "cameras.yaml:3:3: error: clip 'A' is not synced; "
        + "say where in it the song starts, as `timecode: HH:MM:SS:FF` or `offset:` in seconds"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: {CUU: 1}}",
      "cameras.yaml:3:26: error: clip 'A': unknown shot type 'CUU'; did you mean 'CU'?"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: {CU: 2}}",
      "cameras.yaml:3:30: error: clip 'A' `quality of CU` must be a number from 0 to 1, found '2'"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: [CU], rate: 29}",
      "cameras.yaml:3:37: error: clip 'A' `rate`: expected one of 23.976, 24, 25, 29.97, 29.97df, 30, 50, 59.94, "
        + "59.94df, 60, found '29'; did you mean '24'?"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: [CU], rate: 24}",
      "cameras.yaml:3:37: error: clip 'A' runs at 24, the plan at 25, and timelines count frames of one rate; "
        + "conform the clip, or cut at its rate"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: [CU], ranges: [[200000000000000000, 4]]}",
      "cameras.yaml:3:40: error: clip 'A' `ranges` has a span that ends at 0:04, not after its start"
    ),
    (
      "version: 1\nclips:\n  A: {offset: 0, types: [CU], ranges: [[9, 4]]}",
      "cameras.yaml:3:40: error: clip 'A' `ranges` has a span that ends at 0:04, not after its start"
    ),
    (
      "version: 1\nclips:\n  A: {timecode: '10:00:00;00', types: [CU], reel: a b}",
      "cameras.yaml:3:17: error: clip 'A' `timecode`: the timecode '10:00:00;00' does not fit the rate 25; "
        + "drop-frame rates have ';' before the frames, others ':'; "
        + "cameras.yaml:3:51: error: clip 'A' `reel` must be 1 to 8 of A to Z, 0 to 9 and _, found 'a b'"
    ),
    (
      "version: 1\nclips:\n  camera_left: {offset: 0, types: [CU]}\n  camera_light: {offset: 0, types: [CU]}",
      "cameras.yaml:4:3: error: the clips 'camera_left' and 'camera_light' would both be reel CAMERA_L; "
        + "give each a `reel`"
    ),
    ("version: 1\nclips: [A]", "cameras.yaml:2:8: error: `clips` must be a mapping {name: {types: ...}}, found a list"),
  ]) func whatIsWrongIsSaidByLine(text: String, message: String) {
    #expect { try read(text) } throws: { "\($0)" == message }
  }
}
