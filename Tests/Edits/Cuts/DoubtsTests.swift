import Shots
import StageKit
import Testing

@testable import Edits

/// What editors take, but nobody is likely to have meant, by format.
@Suite struct DoubtsTests {
  private static let folder = "/out"

  /// The warnings of a text, as `line: message`; `there` are the files that there are.
  private func doubts(_ text: String, _ format: CutFormat, there: Set<String> = []) -> [String] {
    let (list, _) = Samples.read(text, as: format, rate: format == .edl ? .fps25 : nil)
    let file = "\(Self.folder)/song.\(format.rawValue)"
    let found = list?.doubts(of: file, in: Self.folder) { there.contains($0) }
    return found?.map { "\($0.line): \($0.message)" } ?? ["unread"]
  }

  private func doubts(_ timeline: SongTimeline, _ format: CutFormat, there: Set<String> = []) throws -> [String] {
    let document =
      switch format {
      case .edl:
        EDLWriter.document(of: timeline, dissolves: Dissolves(in: timeline, frames: nil, at: .sections, sections: []))
      case .otio: OTIOWriter.document(of: timeline)
      case .fcp7: FCP7Writer.document(of: timeline)
      case .fcpxml: FCPXMLWriter.document(of: timeline)
      default: MLTWriter.document(of: timeline)
      }
    return doubts(String(decoding: try document.bytes(), as: UTF8.self), format, there: there)
  }

  private static let places = TrackPlaces(song: "/songs/ü x%20.wav", folder: folder)
  private static let track = TrackInfo(name: "song", path: "ü x%20.wav", seconds: 4, hash: "")
  private static let writing: [CutFormat] = [.otio, .fcp7, .fcpxml, .mlt]

  /// Shots of a second, with a hole of some frames behind the first.
  private func plan(hole: Int, at rate: FrameRate = .fps25) throws -> ShotPlan {
    func clip(_ file: String, _ first: Int) -> SourceClip {
      SourceClip(
        name: "CAM", reel: "A", file: file, folder: "/cams", start: Timecode(frame: 0, rate: rate), inFrame: first,
        frames: 900)
    }
    return try ShotPlan(
      [
        Shot(inFrame: 0, outFrame: 60, type: "LS", source: clip("a b.mov", 0)),
        Shot(inFrame: 60, outFrame: 60 + hole, type: "CU"),
        Shot(inFrame: 60 + hole, outFrame: 200, type: "MS", source: clip("../c.mov", 0)),
      ], rate: rate)
  }

  private func timeline(_ plan: ShotPlan, _ options: TimelineOptions = TimelineOptions()) throws -> SongTimeline {
    try SongTimeline(plan, of: Self.track, at: Self.places, options)
  }

  // MARK: Holes

  @Test(arguments: [CutFormat.edl, .otio, .fcp7, .fcpxml, .mlt])
  func holesOfUnderHalfASecondAreNamed(format: CutFormat) throws {
    // Half a second is 12.5 frames.
    for (hole, count) in [(1, 1), (12, 1), (13, 0), (50, 0)] {
      let there: Set = ["/songs/ü x%20.wav", "/cams/a b.mov", "/c.mov"]
      let found = try doubts(timeline(plan(hole: hole)), format, there: there)
      #expect(found.count == count, "\(hole): \(found)")
      let frames = hole == 1 ? "1 frame" : "\(hole) frames"
      let sentence = ": there is no picture for \(frames), from frame 60 to \(60 + hole), which is too short"
      #expect(found.allSatisfy { $0.contains(sentence) && !$0.hasPrefix("0:") }, "\(found)")
    }
  }

  @Test(arguments: FrameRate.allCases) func halfASecondIsExact(rate: FrameRate) throws {
    func isNamed(_ frames: Int) throws -> Bool {
      try doubts(timeline(plan(hole: frames, at: rate)), .mlt).contains { $0.contains("no picture") }
    }
    // 12 frames last half a second at 24, and a little more at 24000/1001.
    for frames in rate.nominal / 2 - 1...rate.nominal / 2 + 1 {
      #expect(try isNamed(frames) == (rate.seconds(ofFrame: frames) < 0.5))
    }
  }

  @Test func holesAreBetweenShotsAndAsLongAsTheyLook() {
    func project(_ items: String) -> [String] {
      let (clip, blank) = ("\n<entry producer=\"a\" in=\"0\" out=\"49\"/>", "\n<blank length=\"8\"/>")
      let entries = items.map { $0 == "x" ? clip : blank }
      return doubts(
        "<mlt><profile frame_rate_num=\"25\" frame_rate_den=\"1\"/><producer id=\"a\"/>"
          + "<playlist>\(entries.joined())</playlist></mlt>", .mlt)
    }
    #expect(project("-xx-").isEmpty && project("x--x").isEmpty && project("xx").isEmpty)
    #expect(project("x-x-x").map { $0.prefix(2) } == ["3:", "5:"])
  }

  @Test func markersAloneHaveNoHoles() throws {
    let short = try ShotPlan(
      (0..<4).map { Shot(inFrame: 5 * $0, outFrame: 5 * $0 + 5, type: "LS") }, rate: .fps25)
    for format in [CutFormat.otio, .fcp7] {
      let found = try doubts(timeline(short, TimelineOptions(mode: .markers)), format, there: ["/songs/ü x%20.wav"])
      #expect(found.isEmpty, "\(found)")
    }
  }

  @Test func aPlansShotWithoutACameraIsAHole() {
    let source = """
      "source": {"name": "C", "reel": "C", "file": "c.mov", "rate": "25", "start": "00:00:00:00", "in": 0, "frames": 99}
      """
    let text = """
      {"rate": "25", "track": {
        "file": "../s.wav"},
       "shots": [{"in": 0, "out": 25, "type": "LS",
         \(source)},
        {"in": 25, "out": 30, "type": "CU"},
        {"in": 30, "out": 60, "type": "LS", \(source)}]}
      """
    #expect(
      doubts(text, .json) == [
        "2: the sound is not at /s.wav; editors will ask for it",
        "4: the clip C is not at /out/c.mov; editors will ask for it",
        "5: there is no picture for 5 frames, from frame 25 to 30, which is too short to be meant; "
          + "move or lengthen a clip to close the hole",
      ])
    #expect(doubts(text, .json, there: ["/s.wav", "/out/c.mov"]).count == 1)
  }

  // MARK: Media

  @Test(arguments: writing) func mediaThatAreNotThereAreNamed(format: CutFormat) throws {
    let timeline = try timeline(plan(hole: 50))
    let all: Set = ["/songs/ü x%20.wav", "/cams/a b.mov", "/c.mov"]
    #expect(try doubts(timeline, format, there: all).isEmpty)
    let found = try doubts(timeline, format)
    #expect(found.count == 3 && found.allSatisfy { $0.hasSuffix("; editors will ask for it") && !$0.hasPrefix("0:") })
    for path in all {
      #expect(found.count { $0.contains(" is not at \(path);") } == 1, "\(path): \(found)")
      let rest = try doubts(timeline, format, there: all.subtracting([path]))
      #expect(rest.count == 1 && rest[0].contains(path), "\(rest)")
      #expect(rest[0].contains(path.hasSuffix(".wav") ? ": the sound" : ": the clip"), "\(rest)")
    }
  }

  @Test(arguments: writing) func theVideoOfCardsIsNotMissed(format: CutFormat) throws {
    let cards = try ShotPlan([Shot(inFrame: 0, outFrame: 50, type: "LS")], rate: .fps25)
    let found = try doubts(timeline(cards), format)
    #expect(found.count == 1 && found[0].contains("the sound is not at /songs/"), "\(found)")
    // By its place, where the reel is another.
    let reel = try timeline(cards, TimelineOptions(reel: ReelName(.text("CARDBOX"), unit: nil)))
    #expect(try doubts(reel, format, there: ["/songs/ü x%20.wav"]).isEmpty)
  }

  @Test(arguments: writing, ["C:\\Music", "\\\\server\\music"])
  func filesOfOtherMachinesAreNotLookedFor(format: CutFormat, songs: String) throws {
    let timeline = try timeline(plan(hole: 50), TimelineOptions(songs: songs, media: songs))
    #expect(try doubts(timeline, format).isEmpty)
  }

  @Test(
    arguments: [
      ("file:///a%20b/%C3%BC.wav", "/a b/ü.wav"), ("file://localhost/a/x.wav", "/a/x.wav"),
      ("file:/a/x.wav", "/a/x.wav"),
      ("FILE://LOCALHOST/a/100%25.wav", "/a/100%.wav"), ("x%20y.wav", "/out/x y.wav"), ("../x.wav", "/x.wav"),
      ("/a/./b/../x.wav", "/a/x.wav"), ("file://host/a/x.wav", nil), ("file:///C:/x.wav", nil),
      ("file://localhost/c%3a/x.wav", nil), ("http://host/x.wav", nil), ("", nil),
    ] as [(String, String?)])
  func urlsAreFollowed(url: String, path: String?) {
    let otio =
      """
      {"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": [{"kind": "Video", "children": [
        {"OTIO_SCHEMA": "Clip.2", "name": "a", "source_range": {"start_time": {"value": 0, "rate": 25},
         "duration": {"value": 50, "rate": 25}}, "media_reference": {"OTIO_SCHEMA": "ExternalReference.1",
         "name": "", "target_url": "\(url)"}}]}]}}
      """
    let fcp7 = """
      <xmeml><sequence><rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate><media><video><format/><track><clipitem>
      <start>0</start><end>50</end><in>0</in><out>50</out><file id="f"><pathurl>\(url)</pathurl></file>
      </clipitem></track></video></media></sequence></xmeml>
      """
    let fcpxml = """
      <fcpxml><resources><format id="r" frameDuration="1/25s"/><asset id="a" hasVideo="1">
      <media-rep src="\(url)"/></asset>
      </resources><sequence format="r"><spine><asset-clip ref="a" duration="2s"/></spine></sequence></fcpxml>
      """
    for (text, format) in [(otio, CutFormat.otio), (fcp7, .fcp7), (fcpxml, .fcpxml)] {
      let found = doubts(text, format)
      #expect(found.count == (path == nil ? 0 : 1), "\(found)")
      #expect(found.allSatisfy { $0.contains(": a clip is not at \(path ?? "");") }, "\(format): \(found)")
      if let path { #expect(doubts(text, format, there: [path]).isEmpty) }
    }
  }

  @Test(
    arguments: [
      ("avformat", "x.mp4", true), ("avformat-novalidate", "/a/x.mp4", true), ("avformat", "./http:x.wav", true),
      ("avformat", "http://host/x.mp4", false), ("avformat", "concat:a|b", false), ("avformat", "C:/x.mp4", false),
      ("qimage", "x.png", true), ("qimage", "x%04d.png", false), ("qimage", "a/.all.png", false),
      ("color", "#ff0000", false), ("kdenlivetitle", "x.kdenlivetitle", false), (nil, "x.mp4", true),
      (nil, "#00ff00", false), (nil, "color:red", false), (nil, "noise", false), ("count", "count", false),
    ] as [(String?, String, Bool)])
  func projectsNameFilesByTheirServices(service: String?, resource: String, isFile: Bool) {
    let named = service.map { "<property name=\"mlt_service\">\($0)</property>" } ?? ""
    let text = """
      <mlt root="/root"><profile frame_rate_num="25" frame_rate_den="1"/>
      <chain id="a" out="49"><property name="resource">\(resource)</property>\(named)</chain>
      <playlist><entry producer="a" in="0" out="49"/></playlist></mlt>
      """
    let found = doubts(text, .mlt)
    #expect(found.count == (isFile ? 1 : 0), "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("2: the clip ") }, "\(found)")
    if isFile, !resource.hasPrefix("/") {
      let name = resource.replacing("./", with: "")
      #expect(
        doubts(text, .mlt, there: ["/root/\(name)"]).isEmpty && doubts(text, .mlt, there: ["/out/\(name)"]).isEmpty)
    }
  }

  @Test func anEditListNamesFilesByTheirPaths() {
    func list(_ file: String) -> [String] {
      let times = "01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00"
      return doubts(
        "TITLE: X 25\nFCM: NON-DROP FRAME\n\n001  A001     V     C        \(times)\n* FROM CLIP NAME: LS\n"
          + "* SOURCE FILE: \(file)\n", .edl)
    }
    #expect(list("/cams/x.mov") == ["4: the clip LS is not at /cams/x.mov; editors will ask for it"])
    // A name alone says nothing of the place.
    #expect(list("x.mov").isEmpty && list("C:\\x.mov").isEmpty)
  }

  // MARK: Sizes

  @Test(arguments: [CutFormat.fcp7, .fcpxml, .mlt]) func picturesAreOfEvenSize(format: CutFormat) throws {
    func found(_ size: String) throws -> [String] {
      let options = TimelineOptions(size: try PictureSize(size))
      return try doubts(
        timeline(plan(hole: 50), options), format, there: ["/songs/ü x%20.wav", "/cams/a b.mov", "/c.mov"])
    }
    #expect(try found("1920x1080").isEmpty && found("1080x1920").isEmpty)
    for size in ["1921x1080", "1920x1081", "853x481"] {
      let odd = try found(size)
      #expect(odd.count == 1 && odd[0].contains(": the picture is \(size); most videos need"), "\(odd)")
      #expect(odd.allSatisfy { !$0.hasPrefix("0:") })
    }
  }
}
