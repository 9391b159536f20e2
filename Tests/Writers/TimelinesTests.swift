import StageKit
import Testing
import Shots

@testable import Writers

/// What holds for all writers of timelines and lists.
@Suite struct TimelinesTests {
  /// Each with the settings of its first mode.
  private static func writers() throws -> [any TrackStage] {
    [
      WriteEDL(Writing.defaults(WriteEDL.self)), WriteMarkers(Writing.defaults(WriteMarkers.self)),
      WriteAvid(Writing.defaults(WriteAvid.self)), WriteOTIO(Writing.defaults(WriteOTIO.self)),
      WriteFCP7(Writing.defaults(WriteFCP7.self)), WriteFCPXML(Writing.defaults(WriteFCPXML.self)),
      try WriteMLT(Writing.defaults(WriteMLT.self)), WriteAudacity(Writing.defaults(WriteAudacity.self)),
      WriteReaper(Writing.defaults(WriteReaper.self)), WriteVTT(Writing.defaults(WriteVTT.self)),
      WriteKdenlive(Writing.defaults(WriteKdenlive.self)),
    ]
  }

  @Test func theSamePlanGivesTheSameBytes() throws {
    let plan = try Writing.plan()
    for writer in try Self.writers() {
      let inputs = Writing.inputs([("shots", plan)])
      #expect(try Writing.bytes(writer, inputs) == Writing.bytes(writer, inputs))
    }
  }

  @Test func noNameBreaksADocumentsLines() throws {
    let hostile = "<b>\"Ünï:曲\n& |C:x\t]]>-->\u{1}"
    func lines(_ text: String) throws -> [Int] {
      let shots = [
        Shot(inFrame: 0, outFrame: 5, type: text, probability: 0.5, runnerUp: text, reason: text),
        Shot(inFrame: 5, outFrame: 9, type: "LS", probability: 0.5),
      ]
      let track = TrackInfo(name: text, path: "\(text).wav", seconds: 1, hash: "")
      let context = TrackContext(track: track, version: "0", pipelineHash: "")
      return try Self.writers().map { writer in
        let text = try Writing.text(writer, [("shots", try ShotPlan(shots, rate: .fps25))], in: context)
        #expect(!text.unicodeScalars.contains("\u{1}"))
        return text.split(separator: /\r?\n/, omittingEmptySubsequences: false).count
      }
    }
    #expect(try lines(hostile) == lines("plain"))
  }

  @Test(arguments: [
    ("a/b c.wav", nil, "b%20c.wav"), ("<b>\"Ünï:曲\n&.wav", nil, "%3Cb%3E%22%C3%9Cn%C3%AF%3A%E6%9B%B2%0A%26.wav"),
    ("a/b c.wav", "/my songs", "file:///my%20songs/a/b%20c.wav"), ("x.wav", "/", "file:///x.wav"),
    ("a/x.wav", "../songs/", "../songs/a/x.wav"), ("100%.wav", nil, "100%25.wav"),
  ])
  func songsAreNamedByURL(path: String, folder: String?, url: String) {
    let track = TrackInfo(name: FilePath(path).stem, path: path, seconds: 1, hash: "")
    #expect(MediaFile(songOf: track, in: folder).url() == url)
  }

  @Test func aPlanPastMidnightIsRefused() throws {
    let last = Timecode.framesPerDay(at: .fps25) - 1
    let plan = try ShotPlan([Shot(inFrame: 0, outFrame: 2, type: "LS", probability: 1)], rate: .fps25, start: last)
    let failure = #expect(throws: Failure.self) {
      try SongTimeline(plan, of: Writing.context.track, mode: .cards)
    }
    #expect(failure?.reason.hasPrefix("the plan starts at 23:59:59:24 and runs past midnight") == true)
  }

  @Test func clipsGrowToWhatIsPlayed() throws {
    let timeline = try SongTimeline(try Writing.cameraPlan(), of: Writing.context.track, mode: .cameras)
    #expect(timeline.clips.map(\.name) == ["CAM1", "CAM2"])
    #expect(timeline.clips.map(\.frames) == [130, 500])
    #expect(timeline.events.map(\.clip) == [0, 1, nil, 0])
    #expect(timeline.events.map(\.clipFrame) == [100, 7, 0, 120])
  }

  @Test func whatCamerasCannotGiveIsNamed() throws {
    func failure(_ source: SourceClip?) -> String? {
      let shot = Shot(inFrame: 0, outFrame: 10, type: "CU", probability: 1, source: source)
      return #expect(throws: Failure.self) {
        try SongTimeline(try ShotPlan([shot], rate: .fps25), of: Writing.context.track, mode: .cameras)
      }?.description
    }
    let start = Timecode(frame: 0, rate: .fps25)
    #expect(failure(nil) == "the plan names no cameras; wire the shots of a `cameras` stage, or use mode: cards")
    #expect(
      failure(SourceClip(name: "C1", reel: "A", start: start, inFrame: 5, frames: 14))
        == "shot 1 (CU): the clip 'C1' ends at its frame 14, but the shot needs 15")
    #expect(
      failure(SourceClip(name: "C1", reel: "A", start: Timecode(frame: 0, rate: .film), inFrame: 5))
        == "shot 1 (CU): the clip 'C1' runs at 23.976, the plan at 25, and events count frames of one rate; "
        + "conform the clip, or cut at its rate")
  }

  /// With a mark behind it a sign is another character, but the same to those who read the text.
  @Test(arguments: ["\u{301}", "\u{FE0F}", "\u{200D}"]) func signsAreEscapedWhateverFollows(mark: String) throws {
    let shot = Shot(inFrame: 0, outFrame: 5, type: "<\(mark)&\(mark)>\(mark)\"\(mark)", probability: 0.5)
    let plan = try ShotPlan([shot], rate: .fps25)
    func scalars(_ text: String) -> String { text.unicodeScalars.map { "\($0.value)" }.joined(separator: " ") }
    func contains(_ writer: some TrackStage, _ wanted: String) throws -> Bool {
      scalars(try Writing.text(writer, [("shots", plan)])).contains(scalars(wanted))
    }
    let escaped = "&lt;\(mark)&amp;\(mark)&gt;\(mark)"
    #expect(try contains(WriteVTT(Writing.defaults(WriteVTT.self)), "\(escaped)\"\(mark)"))
    for writer in [
      WriteFCP7(Writing.defaults(WriteFCP7.self)), WriteFCPXML(Writing.defaults(WriteFCPXML.self)),
    ] as [any TrackStage] {
      #expect(try contains(writer, "\(escaped)&quot;\(mark)"))
    }
    let field = "\"<\(mark)&\(mark)>\(mark)\"\"\(mark)\""
    #expect(try contains(WriteCSV(Writing.defaults(WriteCSV.self)), field))
    #expect(try contains(WriteReaper(Writing.defaults(WriteReaper.self)), field))
  }
}
