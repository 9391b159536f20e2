import Testing
import Shots

@testable import Edits

@Suite struct SampleTests {
  @Test func goodListsAreAccepted() throws {
    let names = try Samples.names(in: "good")
    #expect(names.count == 13)
    for name in names {
      let (cuts, messages) = try Samples.read("good/\(name)")
      #expect(messages.isEmpty, "\(name): \(messages)")
      #expect((cuts?.cuts.count ?? 0) >= 3)
    }
  }

  @Test(arguments: [
    ("aa_plus_v", "6:1: error: the event has the number 1, but 2 comes next"),
    ("badframe25", "4:1: error: the timecode '00:00:07:25' is out of range; frames go up to 24 at 25"),
    ("bom", "1:1: error: the file starts with a byte order mark; save it without"),
    ("df_header_ndf_tc", "4:1: error: the timecode '00:00:00:00' and the FCM line disagree on drop-frame, "),
    ("header_comment", "3:1: error: a note stands before event 001, which readers refuse; move it behind an event"),
    ("overlap", "6:1: error: shot 2 (MS_002) overlaps the one before by 1 frame"),
    ("reel_space", "4:1: error: the reel 'CAM A' must be 1 to 8 of A to Z, 0 to 9 and _, without spaces"),
    ("srcdur", "6:1: error: the source lasts 96 frames and the record 97 frames, which asks for a change of speed"),
    ("zerolen", "6:1: error: shot 2 (MS_002) has no length: it starts at frame 183 and ends at 183"),
  ]) func badListsAreRefusedByLine(name: String, message: String) throws {
    let messages = try Samples.read("bad/\(name).edl").messages
    #expect(messages.contains { $0.hasPrefix("\(name):\(message)") }, "\(messages)")
  }

  @Test func theSamplesOfASongAgree() throws {
    for (rate, frames) in [("25", 2450), ("29.97", 2937)] {
      let files = ["song_\(rate).mlt", "song_\(rate).otio", "song_\(rate).xml", "song_\(rate)_1_10.fcpxml"]
      let lists = try (files + ["song_\(rate)_gap_1_10.fcpxml"]).map { file in
        let (cuts, messages) = try Samples.read("timelines/\(file)")
        #expect(messages.isEmpty, "\(file): \(messages)")
        return try #require(cuts)
      }
      for list in lists {
        #expect(list.frames == frames && list.cuts.count == 10)
        #expect(Agreement.difference(between: lists[0], and: list) == nil)
      }
      let other = try #require(try Samples.read("good/ok_\(rate)_ndf.edl").cuts)
      #expect(Agreement.difference(between: lists[0], and: other) == nil)
    }
  }

  @Test func editsThatDifferAreToldApart() throws {
    let one = try #require(try Samples.read("timelines/song_25.mlt").cuts)
    let slow = try #require(try Samples.read("timelines/song_29.97.otio").cuts)
    #expect(Agreement.difference(between: one, and: slow) == "the rate is 29.97, not 25")
    let text = String(decoding: try Samples.bytes("timelines/song_25.mlt"), as: UTF8.self)
    let moved = text.replacing(#"producer="p1" in="0" out="96""#, with: #"producer="p1" in="0" out="95""#)
    let (cuts, messages) = Samples.read(moved, as: .mlt)
    #expect(messages.isEmpty)
    #expect(Agreement.difference(between: one, and: try #require(cuts)) == "cut 3 is at frame 279, not 280")
  }

  @Test func theRateThatIsAskedForMustBeTheFiles() throws {
    #expect(
      try Samples.read("timelines/song_25.otio", rate: .fps24).messages == ["song_25: error: the rate is 25, not 24"])
    #expect(try Samples.read("good/ok_29.97_df.edl", rate: .ntscDrop).messages.isEmpty)
    #expect(try !Samples.read("good/ok_29.97_df.edl", rate: .ntsc).messages.isEmpty)
  }

  /// As many holes as shots.
  @Test func longListsAreComparedFast() throws {
    func list(_ format: CutFormat, _ gap: CutList.Picture) -> CutList {
      let cuts = (0..<32_000).map { index in
        CutList.Cut(
          inFrame: 10 * index, outFrame: 10 * index + 10, name: "LS", line: index,
          picture: index.isMultiple(of: 2) ? .shown : gap)
      }
      return CutList(format: format, rate: .fps25, statesDropFrame: true, start: 0, cuts: cuts, statedFrames: nil)
    }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(Agreement.difference(between: list(.edl, .hole), and: list(.mlt, .gap)) == nil)
    #expect(clock.now - start < .seconds(10))
  }
}
