import Shots
import StageKit
import Testing

@testable import Pictures
@testable import Sync

@Suite struct CameraListTests {
  private let picture = ClipFacts.Picture(
    rate: .ntscDrop, rateText: "29.970", seconds: 61.5, size: PictureSize(width: 1280, height: 720),
    start: Timecode(frame: 1800, rate: .ntscDrop))
  private let sync = ClipSync(offset: -2.50004, drift: 12.34, confidence: 0.981)

  @Test func saysAllThatIsKnown() {
    let clips = [
      CameraList.Clip(path: "media/My cam.mov", finding: .found(sync), picture: picture),
      CameraList.Clip(path: "dull.mov", finding: .unsure("the song is not\nheard in it"), picture: picture),
      CameraList.Clip(path: "desk.wav", finding: .found(sync), picture: nil),
    ]
    let text = CameraList(clips, reference: "songs/x.flac", folder: "nowhere").text
    #expect(
      text.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
        version: 1
        # not a camera: dull.mov: the song is not heard in it
        # not a camera: desk.wav: it has no picture (offset -2.5000, drift_ppm 12.3)
        clips:
          My_cam:
            reel: "MY_CAM"
            file: "media/My cam.mov"
            rate: 29.97df
            start: "00:01:00;02"
            length: 61.500
            size: 1280x720
            offset: -2.5000  # confidence 0.98
            drift_ppm: 12.3
            types: [XCU, CU, MCU, MS, MLS, LS, XLS]
        """)
    #expect(text.hasPrefix("# Cameras synced to x.flac by songboard sync.\n"))
  }

  @Test func ratesThatTimelinesLackAreNoCameras() {
    let odd = ClipFacts.Picture(rate: nil, rateText: "24.700", seconds: nil, size: nil, start: nil)
    let clip = CameraList.Clip(path: "phone.mp4", finding: .found(sync), picture: odd)
    #expect(clip.fault == "its frame rate, 24.700, is none of a timeline, or changes; conform it")
  }

  @Test func textsInQuotesMayHoldAnything() {
    let clip = CameraList.Clip(path: "a\"b\\c\u{1}:é.mov", finding: .found(sync), picture: picture)
    let text = CameraList([clip], reference: "x", folder: "nowhere").text
    #expect(text.contains(#"file: "a\"b\\c\u0001:é.mov""#))
  }

  @Test func namesAndReelsAreOneEach() {
    var names = CameraNames()
    let made = ["Clip 1", "Clip_1", "_x", "é", "", "GH010042", "GH010042", "gh0100421"].map { names.next(for: $0) }
    #expect(made.map(\.name) == ["Clip_1", "Clip_1_2", "C_x", "C_", "C", "GH010042", "GH010042_2", "gh0100421"])
    #expect(
      made.map(\.reel) == ["CLIP_1", "CLIP_1_2", "C_X", "C_", "C", "GH010042", "GH0100_2", "GH0100_3"])
    #expect(made.allSatisfy { SourceClip.isReel($0.reel) })
    let long = names.next(for: String(repeating: "n", count: 300))
    #expect(long.name.count == 64 && long.reel == "NNNNNNNN")
  }
}
