import Formats
import Shots
import StageKit
import Testing

@testable import Edits

/// What Kdenlive and Shotcut need of a project to open it, held of what is written, at every rate. Source: both programs,
/// version 22.12.
@Suite struct ProjectRulesTests {
  /// A project with the plan that it was written from.
  private struct Project {
    let plan: ShotPlan
    let root: XMLNode
    private let byID: [String: XMLNode]

    init(_ plan: ShotPlan) throws {
      self.plan = plan
      let track = TrackInfo(name: "a/Ünï & <song>", path: "a/Ünï.flac", seconds: 300, hash: "")
      let timeline = try SongTimeline(
        plan, of: track, at: TrackPlaces(song: "/music/Ünï.flac", folder: "/out"), TimelineOptions())
      root = try XMLReader.read(try MLTWriter.document(of: timeline).bytes())
      var byID: [String: XMLNode] = [:]
      for node in root.children {
        if let id = node.attributes["id"] { #expect(byID.updateValue(node, forKey: id) == nil, "\(id) stands twice") }
      }
      self.byID = byID
    }

    func node(_ id: String?) throws -> XMLNode { try #require(byID[id ?? ""], "\(id ?? "no id") is not there") }

    func tractor() throws -> XMLNode { try #require(root.child("tractor")) }

    /// The playlists of the timeline, the lowest first.
    func tracks() throws -> [XMLNode] {
      try tractor().children("track").map { try node($0.attributes["producer"]) }
    }

    func bin() throws -> [XMLNode] { try node("main_bin").children("entry") }
  }

  private static func number(_ node: XMLNode, _ key: String) throws -> Int {
    try #require(node.attributes[key].flatMap { Int($0) }, "\(node.name) \(key)")
  }

  /// How many frames an entry or a blank lasts.
  private static func frames(_ node: XMLNode) throws -> Int {
    node.name == "blank" ? try number(node, "length") : try number(node, "out") + 1 - number(node, "in")
  }

  /// Shots of one frame and of many, with cameras or without.
  private static func plan(_ rate: FrameRate, hasCameras: Bool) throws -> ShotPlan {
    let lengths = [1, 7, 3 * rate.nominal, 601, 2, 1799, rate.nominal]
    let types = ["XLS", "M&S", "CU"]
    func clip(_ place: Int, _ first: Int) -> SourceClip? {
      guard hasCameras, place != 3 else { return nil }
      return SourceClip(
        name: "CAM\(place % 2)", reel: "A00\(place % 2)", file: "cam \(place % 2).mov", folder: "/cams",
        start: Timecode(frame: 1000, rate: rate), inFrame: first + 13, frames: place % 2 == 0 ? 9000 : nil)
    }
    var shots: [Shot] = []
    for (place, length) in lengths.enumerated() {
      let first = shots.last?.outFrame ?? 0
      shots.append(
        Shot(
          inFrame: first, outFrame: first + length, type: types[place % 3], probability: 0.5,
          reason: place == 2 ? "a < \"b\"" : "", source: clip(place, first)))
    }
    return try ShotPlan(shots, rate: rate)
  }

  private static func project(_ rate: FrameRate, _ hasCameras: Bool) throws -> Project {
    try Project(plan(rate, hasCameras: hasCameras))
  }

  @Test(arguments: FrameRate.allCases, [false, true])
  func tracksLieAsBothProgramsWantThem(rate: FrameRate, hasCameras: Bool) throws {
    let project = try Self.project(rate, hasCameras)
    let tractor = try project.tractor()
    #expect(MLTElement(tractor)["shotcut"] == "1")
    let tracks = try project.tracks()
    try #require(tracks.count == 3)
    // Black, sound, pictures.
    #expect(tracks[0].attributes["id"] == "black_track")
    #expect(tracks.map { MLTElement($0)["kdenlive:audio_track"] } == [nil, "1", nil])
    #expect(tracks.map { MLTElement($0)["shotcut:audio"] } == [nil, "1", nil])
    #expect(tracks.map { MLTElement($0)["shotcut:video"] } == [nil, nil, "1"])
    #expect(tractor.children("track").map { $0.attributes["hide"] } == [nil, "video", "audio"])
    #expect(tracks.dropFirst().allSatisfy { MLTElement($0)["shotcut:name"] != nil })
    // All are as long as the plan, and so is the timeline.
    for track in tracks {
      let items = track.children.filter { $0.name == "entry" || $0.name == "blank" }
      #expect(try items.map(Self.frames).reduce(0, +) == project.plan.frames)
    }
    #expect(try Self.number(tractor, "in") == 0 && Self.number(tractor, "out") == project.plan.frames - 1)
    let black = try #require(tracks[0].child("entry"))
    #expect(MLTElement(try project.node(black.attributes["producer"]))["resource"] == "black")
    let profile = try #require(project.root.child("profile"))
    #expect(try Self.number(profile, "frame_rate_num") == rate.numerator)
    #expect(try Self.number(profile, "frame_rate_den") == rate.denominator)
  }

  @Test(arguments: FrameRate.allCases, [false, true])
  func theBinHoldsAllThatPlays(rate: FrameRate, hasCameras: Bool) throws {
    let project = try Self.project(rate, hasCameras)
    let bin = try project.bin()
    let clips = try bin.map { MLTElement(try project.node($0.attributes["producer"])) }
    // 1 is the timeline itself.
    #expect(clips.map { $0["kdenlive:id"] } == (2..<2 + clips.count).map { "\($0)" })
    #expect(clips.allSatisfy { $0.node.name == "producer" && $0["kdenlive:clipname"] != nil })
    #expect(clips.allSatisfy { $0["shotcut:caption"] == $0["kdenlive:clipname"] })
    #expect(clips.count == (hasCameras ? 2 : project.plan.shots.count) + 1)
    #expect(MLTElement(try project.node("main_bin"))["kdenlive:docproperties.version"] == "1.04")
    #expect(project.root.attributes["producer"] == "main_bin" && project.root.attributes["LC_NUMERIC"] == "C")
    let held = Set(bin.compactMap { $0.attributes["producer"] })
    for entry in try project.tracks().dropFirst().flatMap({ $0.children("entry") }) {
      let id = try #require(entry.attributes["producer"])
      let clip = try project.node(id)
      #expect(held.contains(id), "\(id)")
      let (first, last) = (try Self.number(entry, "in"), try Self.number(entry, "out"))
      #expect(try Self.number(clip, "in") <= first && first <= last && last <= Self.number(clip, "out"), "\(id)")
      #expect(MLTElement(clip)["length"] == "\(try Self.number(clip, "out") + 1)")
    }
    // What is referred to stands before: melt reads a document once.
    #expect(try project.tracks().allSatisfy { track in try track.line < project.tractor().line })
  }

  @Test(arguments: FrameRate.allCases, [false, true])
  func shotsLieInTheirPlaces(rate: FrameRate, hasCameras: Bool) throws {
    let project = try Self.project(rate, hasCameras)
    let items = try #require(project.tracks().last).children.filter { $0.name != "property" }
    #expect(items.count == project.plan.shots.count)
    for (shot, item) in zip(project.plan.shots, items) {
      #expect(try Self.frames(item) == shot.frames)
      #expect(item.name == (hasCameras && shot.source == nil ? "blank" : "entry"))
      if let source = shot.source { #expect(try Self.number(item, "in") == source.inFrame) }
    }
  }

  @Test(arguments: FrameRate.allCases, [false, true])
  func guidesAndMarkersLieAtTheShots(rate: FrameRate, hasCameras: Bool) throws {
    let project = try Self.project(rate, hasCameras)
    let text = try #require(MLTElement(try project.node("main_bin"))["kdenlive:docproperties.guides"])
    let guides = try #require(try JSONReader.read(Array(text.utf8)).elements)
    #expect(guides.map { $0["pos"]?.integer } == project.plan.shots.map(\.inFrame))
    #expect(guides.map { $0["duration"]?.integer } == project.plan.shots.map(\.frames))
    #expect(guides.map { $0["comment"]?.text } == project.plan.shots.map(\.type))
    #expect(guides.allSatisfy { (0..<9).contains($0["type"]?.integer ?? -1) })
    let markers = try #require(project.tractor().child("properties"))
    #expect(markers.attributes["name"] == "shotcut:markers")
    let marks = markers.children("properties")
    #expect(marks.map { $0.attributes["name"] } == project.plan.shots.indices.map { "\($0)" })
    for (shot, mark) in zip(project.plan.shots, marks) {
      let fields = MLTElement(mark)
      #expect(fields["text"]?.hasPrefix(shot.type) == true)
      #expect(fields["color"]?.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil)
      // Shotcut reads a clock as the nearest frame.
      #expect(try Self.frame(fields["start"], rate) == shot.inFrame)
      #expect(try Self.frame(fields["end"], rate) == shot.outFrame - 1)
    }
  }

  private static func frame(_ clock: String?, _ rate: FrameRate) throws -> Int {
    let match = try #require(clock?.wholeMatch(of: /([0-9]{2}):([0-9]{2}):([0-9]{2}\.[0-9]{3})/))
    let (hours, minutes, seconds) = (Double(match.1) ?? .nan, Double(match.2) ?? .nan, Double(match.3) ?? .nan)
    return rate.frame(rounding: 3600 * hours + 60 * minutes + seconds)
  }

  @Test(arguments: FrameRate.allCases, [false, true])
  func transitionsAreTheProgramsOwn(rate: FrameRate, hasCameras: Bool) throws {
    let project = try Self.project(rate, hasCameras)
    let transitions = try project.tractor().children("transition").map { MLTElement($0) }
    #expect(transitions.allSatisfy { $0["internal_added"] == "237" && $0["always_active"] == "1" })
    // Sound is mixed; pictures cover the black below them.
    #expect(transitions.map { $0["mlt_service"] } == ["mix"])
    #expect(transitions.map { $0["a_track"] } == ["0"] && transitions.map { $0["b_track"] } == ["1"])
  }
}
