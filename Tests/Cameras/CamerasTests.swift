import Shots
import StageKit
import TestSupport
import Testing

@testable import Cameras

@Suite struct CamerasTests {
  private static let template = "/cameras.yaml"

  /// Runs the stage on a plan of CameraCase's types.
  private func run(
    _ shots: [(String, Double)], _ clips: String, beats: [Double] = [], lock: Int? = nil,
    first: Shot? = nil, warnings: TestTrack.Warnings = TestTrack.Warnings(),
    _ change: (inout Settings) -> Void = { _ in }
  ) throws -> (plan: ShotPlan, choices: [Event], cost: Double) {
    var made = try CameraCase.plan(shots)
    var list = made.shots
    if let first { list[0] = first }
    if let lock { list[lock].isLocked = true }
    made = try ShotPlan(list, rate: made.rate, types: made.types)
    var track = TestTrack(seconds: made.rate.seconds(ofFrame: made.frames))
    track.put("shots", made)
    track.put("beats", Events(times: beats))
    track.files = [Self.template: Array("version: 1\nclips:\n\(clips)".utf8)]
    let outputs = try track.run(Cameras.self, warnings: warnings) { settings in
      settings[Cameras.file] = try? TrackFile(.text(Self.template), unit: nil)
      settings[Cameras.maxShare] = 1
      change(&settings)
    }
    return (
      try #require(outputs[Cameras.multicam]), try #require(outputs[Cameras.choices]).events,
      try #require(outputs[Cameras.cost]).value
    )
  }

  @Test func shotsGoToTheirCameras() throws {
    let result = try run(
      [("XLS", 4), ("CU", 3), ("XLS", 4)],
      "  WIDE: {reel: A1, file: w.mov, offset: 10, types: {XLS: 1}, length: 100}\n  TIGHT: {offset: 0, types: [CU]}")
    #expect(result.plan.shots.map { $0.source?.name } == ["WIDE", "TIGHT", "WIDE"])
    #expect(result.plan.shots.map { $0.source?.inFrame } == [250, 100, 425])
    #expect(result.plan.shots[0].source?.reel == "A1" && result.plan.shots[0].source?.frames == 2500)
    #expect(result.plan.shots[1].reason == "CU on TIGHT")
    // Back to the wide camera.
    #expect(result.cost == 0.3)
    #expect(result.choices[2].label == "asked=XLS given=XLS aba=0.3" && result.choices[2].group == "WIDE")
  }

  @Test func aShotFallsBackWhereItsCameraEnds() throws {
    let warnings = TestTrack.Warnings()
    let result = try run(
      [("CU", 4), ("LS", 4), ("CU", 4)],
      "  CAM1: {offset: 0, types: [MCU]}\n  CAM2: {offset: 0, types: [LS]}\n"
        + "  CAM3: {offset: 0, types: [CU], ranges: [0, 9]}", warnings: warnings)
    #expect(result.plan.shots.map(\.type) == ["CU", "LS", "MCU"])
    #expect(result.plan.shots[2].reason == "CU asked; CAM3 ends 0:09; MCU on CAM1")
    #expect(result.choices[2].label == "asked=CU given=MCU fallback=0.8")
    #expect(
      warnings.sentences == [
        "1 of 3 shots show another type than was asked for",
        "clips without a `length` are taken to last as long as the song: CAM1, CAM2",
      ])
  }

  /// What the model said of the type asked for is not true of the one given.
  @Test func anotherTypeHasItsOwnNumbersAndNoOthersSubject() throws {
    func shot(_ given: String) throws -> Shot {
      let first = Shot(
        inFrame: 0, outFrame: 100, type: "CU", subject: "Ann", probability: 0.5, runnerUp: "MCU",
        runnerUpProbability: 0.25)
      let plan = try run([("CU", 4)], "  A: {offset: 0, types: [\(given)], safe: true}", first: first).plan
      return try #require(plan.shots.first)
    }
    let (asked, next, third) = (try shot("CU"), try shot("MCU"), try shot("MS"))
    #expect(asked.probability == 0.5 && asked.runnerUp == "MCU" && asked.runnerUpProbability == 0.25)
    #expect(next.probability == 0.25 && next.runnerUp == nil && next.runnerUpProbability == nil)
    #expect(third.type == "MS" && third.probability == nil && third.runnerUp == nil)
    for type in ["CU", "MCU", "MS", "MLS", "MIS"] { #expect(try shot(type).subject == "Ann") }
    for type in ["LS", "XLS", "ADS"] { #expect(try shot(type).subject == nil) }
  }

  @Test func aShotThatACameraCoversInPartIsSplitAtABeat() throws {
    let clips = "  A: {offset: 0, types: [CU], ranges: [0, 5.2]}\n  B: {offset: 0, types: [CU], ranges: [4, 20]}\n"
    let shots = [("XLS", 2.0), ("CU", 6.0)]
    let wide = "  W: {offset: 0, types: [XLS]}"
    let beats = stride(from: 0.0, to: 8, by: 0.5).map { $0 }
    let split = try run(shots, clips + wide, beats: beats)
    #expect(split.plan.shots.map { $0.source?.name } == ["W", "A", "B"])
    #expect(split.plan.shots.map(\.outFrame) == [50, 100, 200])
    // Without beats, or where splitting is refused, the wide camera keeps the shot.
    #expect(try run(shots, clips + wide).plan.shots.map(\.type) == ["XLS"])
    let refused = try run(shots, clips + wide, beats: beats) { $0[Cameras.partial] = .refuse }
    #expect(refused.plan.shots.map { $0.source?.name } == ["W"])
    // Parts below the shortest are not made.
    let held = try run(shots, clips + wide, beats: beats) { $0[Cameras.minHold] = 4 }
    #expect(held.plan.shots.map(\.type) == ["XLS"])
    // A person's shot is not touched.
    let locked = try run(shots, clips + wide, beats: beats, lock: 1)
    #expect(locked.plan.shots.map { $0.source?.name } == ["W", "W"])
  }

  @Test func whatNobodyCoversIsAnErrorOrAGap() throws {
    let clips = "  A: {offset: 0, types: [CU], ranges: [0, 5]}"
    #expect {
      try run([("CU", 4), ("CU", 4)], clips)
    } throws: {
      "\($0)" == "no camera covers shot 2 (CU, 01:00:04:00 to 01:00:08:00): A ends 0:05; "
        + "add a clip, widen its ranges, or leave gaps, as with --set cams.missing=gap"
    }
    let warnings = TestTrack.Warnings()
    let gap = try run([("CU", 4), ("CU", 4)], clips, warnings: warnings) { $0[Cameras.missing] = .gap }
    #expect(gap.plan.shots.map { $0.source?.name } == ["A", nil])
    #expect(gap.plan.shots[1].reason == "CU asked; A ends 0:05; no camera covers it")
    #expect(warnings.sentences == ["1 of 2 shots have no camera, all through or in part: at 01:00:04:00"])
  }

  @Test func aShotThatIsShownInPartsIsCountedOnce() throws {
    let clips = "  A: {offset: 0, types: [CU], ranges: [[0, 5.2], [8, 20]]}"
    let warnings = TestTrack.Warnings()
    let beats = stride(from: 0.0, to: 16, by: 0.5).map { $0 }
    let split = try run([("CU", 10), ("CU", 6)], clips, beats: beats, warnings: warnings) { $0[Cameras.missing] = .gap }
    #expect(split.plan.shots.count > 2)
    #expect(warnings.sentences == ["1 of 2 shots have no camera, all through or in part: at 01:00:00:00"])
  }

  @Test func aClipGivesNoFrameThatItDoesNotHave() throws {
    // The song starts half a frame into the clip, so the nearest frame is the clip's second: 100 more end at its frame 101.
    func run(_ length: Double) throws -> ShotPlan {
      try self.run([("CU", 4)], "  A: {offset: 0.02, length: \(length), types: [CU]}").plan
    }
    let source = try #require(try run(4.04).shots[0].source)
    #expect(source.inFrame == 1 && source.frames == 101)
    #expect { try run(4.03) } throws: { "\($0)".contains("A is a frame short") }
  }

  @Test func aClipThatDriftsIsNotJoinedBeyondItsEnd() throws {
    // Shots of 100 frames from its frames 0 and 99 on: 199 frames will do for two shots, but not for one of 200.
    let clips = "  A: {offset: 0, drift_ppm: -10000, length: %, types: [CU]}"
    func ends(_ length: String) throws -> [Int] {
      try run([("CU", 4), ("CU", 4)], clips.replacing("%", with: length)).plan.shots.map(\.outFrame)
    }
    #expect(try ends("7.96") == [100, 200])
    #expect(try ends("8") == [200])
  }

  @Test func aLockedShotKeepsItsType() throws {
    func types(lock: Int?) throws -> [String] {
      try run([("CU", 4), ("CU", 4), ("CU", 4)], "  A: {offset: 0, types: [CU, XLS], angle: 0}", lock: lock) {
        $0[Cameras.angle] = 5
        $0[Cameras.onSame] = .keep
      }.plan.shots.map(\.type)
    }
    #expect(try types(lock: nil) == ["CU", "XLS", "CU"])
    #expect(try types(lock: 1) == ["XLS", "CU", "XLS"])
  }

  @Test func spansBeyondAllSongsAreNoTrap() throws {
    #expect {
      try run([("CU", 4)], "  A: {offset: 0, types: [CU], ranges: [[200000000000000000, end]]}")
    } throws: {
      "\($0)".contains("A starts 2e+17 s")
    }
  }

  @Test func aTypeThatNoCameraCanGiveIsNamed() throws {
    #expect {
      try run([("CU", 4), ("ADS", 4)], "  A: {offset: 0, types: [CU]}")
    } throws: {
      "\($0)" == "no camera can give ADS, which shot 2 (ADS, 01:00:04:00 to 01:00:08:00) asks for; "
        + "add ADS to a clip's types, or make a wide camera safe"
    }
    let safe = try run(
      [("CU", 4), ("ADS", 4)], "  A: {offset: 0, types: [CU]}\n  W: {offset: 0, types: [XLS], safe: true}")
    #expect(safe.plan.shots.map(\.type) == ["CU", "XLS"] && safe.cost == 2)
    #expect(throws: Failure.self) {
      try run([("CU", 4), ("LS", 4)], "  A: {offset: 0, types: [CU, MS]}") { $0[Cameras.fallback] = .refuse }
    }
  }

  @Test func aCameraThatMustRepeatHoldsItsShot() throws {
    let clips = "  A: {offset: 1, types: [CU, MS], locked_off: true}"
    let shots = [("CU", 3.0), ("MS", 4.0), ("CU", 3.0), ("MS", 4.0)]
    let merged = try run(shots, clips)
    // 10 s, as the fourth shot would go beyond the longest.
    #expect(merged.plan.shots.map(\.outFrame) == [250, 350])
    #expect(merged.plan.shots.map { $0.source?.inFrame } == [25, 275])
    #expect(merged.plan.shots[0].reason == "CU, MS, CU asked; no other camera fits; MS held on A")
    let kept = try run(shots, clips) { $0[Cameras.onSame] = .keep }
    #expect(kept.plan.shots.map(\.type) == ["CU", "MS", "CU", "MS"])
    #expect(kept.choices[1].label == "asked=MS given=MS forced")
  }

  @Test func settingsAndFilesThatAreMissingAreSaid() throws {
    #expect {
      var settings = Settings(defaultsOf: Cameras.declaration)
      settings[Cameras.file] = nil
      _ = try Cameras(settings)
    } throws: {
      "\($0)" == "needs the file of the clips; write `with: {file: cameras.yaml}`"
    }
    var track = TestTrack(seconds: 4)
    track.put("shots", try CameraCase.plan([("CU", 4)]))
    #expect {
      try track.run(Cameras.self)
    } throws: {
      "\($0)" == "there is no file song.cameras.yaml; write one with the clips of this song"
    }
  }
}
