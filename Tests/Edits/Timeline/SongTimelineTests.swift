import Shots
import StageKit
import Testing

@testable import Edits

/// A plan as clips and events, before a format has it.
@Suite struct SongTimelineTests {
  private static let track = TrackInfo(name: "a/x", path: "a/x.flac", seconds: 13.3, hash: "00ff")

  @Test func aPlanPastMidnightIsRefused() throws {
    let last = Timecode.framesPerDay(at: .fps25) - 1
    let plan = try ShotPlan([Shot(inFrame: 0, outFrame: 2, type: "LS", probability: 1)], rate: .fps25, start: last)
    let failure = #expect(throws: Failure.self) { try SongTimeline(plan, of: Self.track, TimelineOptions()) }
    #expect(failure?.reason.hasPrefix("the plan starts at 23:59:59:24 and runs past midnight") == true)
  }

  @Test func clipsGrowToWhatIsPlayed() throws {
    let start = Timecode(frame: 900_000, rate: .fps25)
    func shot(_ frames: Range<Int>, _ source: SourceClip?) -> Shot {
      Shot(inFrame: frames.lowerBound, outFrame: frames.upperBound, type: "LS", probability: 0.5, source: source)
    }
    func first(_ frame: Int) -> SourceClip {
      SourceClip(name: "CAM1", reel: "A001", file: "/media/cam 1.mov", start: start, inFrame: frame)
    }
    let second = SourceClip(name: "CAM2", reel: "B001", file: "cam2.mov", start: start, inFrame: 7, frames: 500)
    let plan = try ShotPlan(
      [shot(0..<20, first(100)), shot(20..<30, second), shot(30..<40, nil), shot(40..<50, first(120))], rate: .fps25)
    let timeline = try SongTimeline(plan, of: Self.track, TimelineOptions(mode: .cameras))
    #expect(timeline.clips.map(\.name) == ["CAM1", "CAM2"])
    #expect(timeline.clips.map(\.frames) == [130, 500])
    #expect(timeline.events.map(\.clip) == [0, 1, nil, 0])
    #expect(timeline.events.map(\.clipFrame) == [100, 7, 0, 120])
  }

  @Test func whatCamerasCannotGiveIsNamed() throws {
    func failure(_ source: SourceClip?) -> String? {
      let shot = Shot(inFrame: 0, outFrame: 10, type: "CU", probability: 1, source: source)
      return #expect(throws: Failure.self) {
        try SongTimeline(try ShotPlan([shot], rate: .fps25), of: Self.track, TimelineOptions(mode: .cameras))
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
}

/// How media are named, by reference and by path.
@Suite struct MediaFileTests {
  private func song(_ path: String, _ folder: String? = nil, at places: TrackPlaces = .unknown) -> MediaFile {
    MediaFile(songOf: TrackInfo(name: FilePath(path).stem, path: path, seconds: 1, hash: ""), at: places, in: folder)
  }

  private func clip(_ file: String, in folder: String = "", media: String? = nil) -> MediaFile {
    let start = Timecode(frame: 0, rate: .fps25)
    return MediaFile(
      of: SourceClip(name: "C1", reel: "A", file: file, folder: folder, start: start, inFrame: 0), from: "/show/out",
      in: media)
  }

  @Test(arguments: [
    ("a/b c.wav", nil, "b%20c.wav"), ("<b>\"Ünï:曲\n&.wav", nil, "%3Cb%3E%22%C3%9Cn%C3%AF%3A%E6%9B%B2%0A%26.wav"),
    ("a/b c.wav", "/my songs", "file:///my%20songs/a/b%20c.wav"), ("x.wav", "/", "file:///x.wav"),
    ("a/x.wav", "../songs/", "../songs/a/x.wav"), ("100%.wav", nil, "100%25.wav"),
    ("a/x.wav", "C:\\Users\\Jo\\My Music", "file:///C:/Users/Jo/My%20Music/a/x.wav"),
    ("x.wav", "d:/", "file:///d:/x.wav"), ("x.wav", "D:", "file:///D:/x.wav"),
    ("x y.wav", "\\\\nas\\music\\", "file://nas/music/x%20y.wav"),
  ])
  func songsAreNamedByURL(path: String, folder: String?, url: String) {
    #expect(song(path, folder).url == url)
    #expect(song(path, folder).reference == url)
  }

  @Test(arguments: [
    ("/a b", "file://localhost/a%20b/a/x.wav"), ("C:\\My Music", "file://localhost/C%3a/My%20Music/a/x.wav"),
    ("\\\\nas\\music", "file://nas/music/a/x.wav"),
  ]) func premiereWantsTheHost(folder: String, url: String) {
    #expect(song("a/x.wav", folder).hostURL == url)
  }

  /// Beside or below the document both can be moved; elsewhere the document alone can be.
  @Test(arguments: [
    ("/out/a b.wav", "/out", "a b.wav", "a b.wav", "a%20b.wav"),
    ("/out/a/x.wav", "/out", "a/x.wav", "a/x.wav", "a/x.wav"),
    ("/songs/x.wav", "/songs/out", "/songs/x.wav", "../x.wav", "../x.wav"),
    ("/music/x.wav", "/show/out/a", "/music/x.wav", "../../../music/x.wav", "../../../music/x.wav"),
    ("/out/http:x.wav", "/out", "./http:x.wav", "http:x.wav", "http%3Ax.wav"),
  ]) func songsAreFoundFromTheDocument(
    song file: String, folder: String, player: String, relative: String, reference: String
  ) {
    let media = song("x.wav", at: TrackPlaces(song: file, folder: folder))
    #expect(media.playerPath == player)
    #expect(media.relativePath == relative)
    #expect(media.reference == reference)
    #expect(media.localPath == file)
    #expect(media.url == "file://" + file.replacing(" ", with: "%20").replacing(":", with: "%3A"))
  }

  /// Players take what stands before a colon for a protocol, a format or a list of files.
  @Test(arguments: [
    "http:x.wav", "concat:a|b.wav", "C:x.wav", "C:\\x.wav", "1a:b.wav", "wav:x?y=1.wav", "Track: Live.wav", ":x.wav",
    " x.wav", "file:x.wav", "a b:c.wav", "ü:x.wav",
  ]) func noNameIsAProtocol(name: String) {
    #expect(song(name).playerPath == "./\(name)")
    #expect(song("a/\(name)").playerPath == "./\(name)")
    #expect(song(name, "/songs").playerPath == "/songs/\(name)")
    #expect(song(name, "songs").playerPath == "songs/\(name)")
    let reference = song(name).url
    #expect(!reference.contains(":") && !reference.contains("?") && !reference.contains("|"))
  }

  @Test(arguments: ["x.wav", "what?.wav", "a|b.wav", "100%.wav", "-x.wav", "a#b.wav"])
  func otherNamesStayAsTheyAre(name: String) {
    #expect(song(name).playerPath == name)
  }

  @Test(arguments: [
    ("C:\\media\\a.mov", "C:/media/a.mov"), ("d:/media/a.mov", "d:/media/a.mov"), ("/media/a:b.mov", "/media/a:b.mov"),
    ("media/a:b.mov", "media/a:b.mov"), ("\\\\server\\a.mov", "//server/a.mov"),
  ]) func absolutePathsStayOnAnySystem(path: String, player: String) {
    #expect(clip(path).playerPath == player)
  }

  @Test(arguments: ["C:a.mov", "http://x/a.mov", "concat:a|b"]) func noClipIsAProtocol(path: String) {
    #expect(clip(path).playerPath == "./\(path)")
  }

  @Test func clipsLieWhereTheFileSaysThatNamesThem() {
    #expect(clip("media/a.mov", in: "/show").playerPath == "/show/media/a.mov")
    #expect(clip("../a.mov", in: "/show/cams").url == "file:///show/a.mov")
    #expect(clip("out/a.mov", in: "/show").playerPath == "a.mov")
    #expect(clip("").localPath == nil)
    #expect(clip("media/a.mov", in: "/show", media: "E:\\Show").url == "file:///E:/Show/media/a.mov")
    #expect(clip("../b/a.mov", in: "/show", media: "/mnt").url == "file:///mnt/b/a.mov")
    #expect(clip("/show/media/a.mov", media: "/mnt").url == "file:///mnt/a.mov")
  }
}
