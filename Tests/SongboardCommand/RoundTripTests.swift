import Edits
import Foundation
import StageKit
import Testing
import Shots

@testable import SongboardCommand
@testable import Writers

/// What the writers write, songboard's own checks accept.
@Suite struct RoundTripTests {
  private static let context = TrackContext(
    track: TrackInfo(name: "s", path: "s.wav", seconds: 60, hash: "00"), version: "0", pipelineHash: "00")

  /// A plan of shots of ten frames; a shot shows the camera of its letter, and `-` has no picture.
  private func plan(_ shots: String, rate: FrameRate = .fps25) throws -> ShotPlan {
    let list = shots.enumerated().map { index, letter in
      let source = SourceClip(
        name: "CAM_\(letter)", reel: "\(letter)", file: "\(letter).mov", start: Timecode(frame: -300, rate: rate),
        inFrame: 10 * index + 295)
      return Shot(
        inFrame: 10 * index, outFrame: 10 * index + 10, type: ["LS", "CU", "MS"][index % 3], probability: 0.5,
        source: letter == "-" ? nil : source)
    }
    return try ShotPlan(list, rate: rate)
  }

  /// The writers that say what plays, in a mode; the plan first.
  private func writers(_ mode: TimelineMode) throws -> [(writer: any TrackStage, file: String)] {
    func settings(_ stage: any Stage.Type) -> Settings {
      var settings = Settings(defaultsOf: stage.declaration)
      settings[TimelineSettings.mode] = mode
      return settings
    }
    let timelines: [(any TrackStage, String)] = [
      (WriteJSON(Settings(defaultsOf: WriteJSON.declaration)), "s.json"), (WriteEDL(settings(WriteEDL.self)), "s.edl"),
      (WriteOTIO(settings(WriteOTIO.self)), "s.otio"), (WriteFCP7(settings(WriteFCP7.self)), "s.xml"),
      (WriteFCPXML(settings(WriteFCPXML.self)), "s.fcpxml"),
      (WriteMarkers(Settings(defaultsOf: WriteMarkers.declaration)), "s.markers.edl"),
    ]
    return mode == .markers
      ? timelines
      : timelines + [
        (try WriteMLT(settings(WriteMLT.self)), "s.mlt"),
        (try WriteKdenlive(settings(WriteKdenlive.self)), "s.kdenlive"),
        (try WriteShotcut(settings(WriteShotcut.self)), "s.shotcut.mlt"),
      ]
  }

  private func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for media in ["s.wav", "A.mov", "B.mov"] { try Data().write(to: URL(filePath: "\(folder)/\(media)")) }
    return try body(folder)
  }

  /// Writes a plan in all formats; gives the files.
  private func write(_ plan: ShotPlan, _ mode: TimelineMode, to folder: String) throws -> [String] {
    var inputs = Artifacts()
    inputs[named: "shots"].append(Artifacts.Named(name: "cuts", value: plan))
    return try writers(mode).flatMap { writer, file in
      let outputs = try writer.run(inputs, in: Self.context)
      let document = try #require(outputs[named: "document"].first?.value as? Document)
      let parts = [document] + document.continuations
      return try parts.enumerated().map { index, part in
        let path = "\(folder)/\(index == 0 ? file : file.replacing(".edl", with: "-\(index + 1).edl"))"
        try Data(try part.bytes()).write(to: URL(filePath: path))
        return path
      }
    }
  }

  @Test(arguments: [TimelineMode.cards, .markers], [FrameRate.fps25, .ntscDrop, .film])
  func storyboardsAreVerified(mode: TimelineMode, rate: FrameRate) throws {
    let result = try inFolder { folder in
      try EditCheck(rate: nil).check(write(plan("AAAA", rate: rate), mode, to: folder))
    }
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    #expect(result.summaries.count == (mode == .cards ? 9 : 6))
    let speed = rate.rawValue.replacing("df", with: "")
    #expect(result.summaries.allSatisfy { $0.contains(": 4 shots, 40 frames at \(speed)") })
  }

  @Test(arguments: ["ABAB", "AB-B", "A--B", "-AB", "--A", "AB-", "A--", "-A-B--A-"], [FrameRate.fps25, .ntscDrop])
  func cutsOfCamerasAreVerifiedWithTheirGaps(shots: String, rate: FrameRate) throws {
    try inFolder { folder in
      let files = try write(plan(shots, rate: rate), .cameras, to: folder)
      let result = try EditCheck(rate: nil).check(files)
      // A gap of one shot lasts less than half a second.
      let hasShortHole = shots.contains(/[AB]-[AB]/)
      #expect(result.isWell && result.diagnostics.isEmpty == !hasShortHole, "\(result.diagnostics)")
      #expect(result.summaries.count == files.count)
      // Each by itself, and each pair.
      for file in files {
        #expect(try EditCheck(rate: nil).check([file]).isWell, "\(file)")
        for other in files {
          let pair = try EditCheck(rate: nil).check([file, other])
          #expect(pair.isWell, "\(pair.diagnostics)")
        }
      }
    }
  }

  @Test func aListOfManyEventsGoesOnBehindAGap() throws {
    let shots = String(repeating: "AB", count: 499) + "A-" + String(repeating: "AB", count: 20)
    let result = try inFolder { folder in
      let files = try write(plan(shots), .cameras, to: folder)
      #expect(files.contains { $0.hasSuffix("s-2.edl") } && files.contains { $0.hasSuffix("s.markers-2.edl") })
      return try EditCheck(rate: nil).check(files)
    }
    #expect(result.isWell, "\(result.diagnostics)")
  }

  @Test(arguments: ["edl", "xml", "otio", "fcpxml", "mlt"])
  func aGapThatThePlanDoesNotHaveIsToldOf(ending: String) throws {
    try inFolder { folder in
      _ = try write(plan("ABAB"), .cameras, to: folder)
      let whole = try Data(contentsOf: URL(filePath: "\(folder)/s.json"))
      _ = try write(plan("AB-B"), .cameras, to: folder)
      try whole.write(to: URL(filePath: "\(folder)/s.json"))
      let result = try EditCheck(rate: nil).check(["\(folder)/s.json", "\(folder)/s.\(ending)"])
      let holes = ["edl", "xml"]
      // A gap that the file states is a choice of clips; a hole could be an event that was lost.
      #expect(
        result.diagnostics.filter { $0.severity == .error }.map {
          String($0.description.split(separator: "/").last ?? "")
        }
          == (holes.contains(ending) ? ["s.json: there is no picture from frame 20 to 30"] : []))
    }
  }

  @Test func holesAreCounted() throws {
    let summaries = try inFolder { folder in
      try EditCheck(rate: nil).check(write(plan("A--B"), .cameras, to: folder)).summaries
    }
    #expect(summaries[0].hasSuffix("s.json: 2 shots, 2 gaps, 40 frames at 25"))
    #expect(summaries[1].hasSuffix("s.edl: 2 shots, 1 gap, 40 frames at 25"))
  }
}
