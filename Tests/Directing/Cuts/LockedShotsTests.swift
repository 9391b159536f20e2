import Shots
import StageKit
import TestSupport
import Testing

@testable import Cameras
@testable import Directing

@Suite struct LockedShotsTests {
  /// A track with a former plan beside it.
  private func track(_ track: TestTrack, former plan: ShotPlan) -> TestTrack {
    var track = track
    track.files["{track}.json"] = Array(PlanText.json(plan).utf8)
    return track
  }

  private static let file = try? TrackFile(.text("{track}.json"), unit: nil)

  private func song(_ seconds: Double = 40) -> TestTrack { .types(seconds: seconds, seed: 5, beat: 0.5) }

  /// A former plan of some length that locks the shots that are named, and has long shots between them.
  private func plan(_ locked: [Shot], frames: Int, rate: FrameRate = .fps25) throws -> ShotPlan {
    var shots: [Shot] = []
    func fill(to frame: Int) {
      let start = shots.last?.outFrame ?? 0
      if start < frame { shots.append(Shot(inFrame: start, outFrame: frame, type: "LS", probability: 0.5)) }
    }
    for var shot in locked {
      fill(to: shot.inFrame)
      shot.isLocked = true
      shots.append(shot)
    }
    fill(to: frames)
    return try ShotPlan(shots, rate: rate, types: ShotType.names)
  }

  private func shot(_ frames: Range<Int>, _ type: String) -> Shot {
    Shot(
      inFrame: frames.lowerBound, outFrame: frames.upperBound, type: type, probability: 0.125, runnerUp: "MS",
      reason: "The singer asked for it", isLocked: true)
  }

  @Test(arguments: DecodingMode.allCases) func lockedShotsAreKeptAsTheyAre(mode: DecodingMode) throws {
    let kept = [shot(0..<13, "CU"), shot(301..<317, "ADS"), shot(317..<700, "ADS"), shot(703..<710, "MIS")]
    let plan = try track(song(), former: plan(kept, frames: 1000)).plan {
      $0[Cuts.locked] = Self.file
      $0[Cuts.mode] = mode
    }
    #expect(plan.shots.filter(\.isLocked) == kept)
    #expect(plan.frames == 1000 && plan.shots.count > 8)
    #expect(plan.shots.first { $0.inFrame == 700 }?.outFrame == 703)
  }

  @Test func aLockedShotStaysOnItsCamera() throws {
    let left = SourceClip(
      name: "LEFT", reel: "LEFT", file: "l.mov", start: Timecode(frame: 0, rate: .fps25), inFrame: 100, frames: 5000)
    var kept = shot(100..<200, "CU")
    kept.source = left
    var track = try track(song(), former: plan([kept], frames: 1000))
    let plan = try track.plan { $0[Cuts.locked] = Self.file }
    #expect(plan.shots.filter(\.isLocked) == [kept])
    // The right camera would be better.
    track.put("shots", plan)
    track.files["{track}.cameras.yaml"] = Array(
      """
      version: 1
      clips:
        RIGHT: {offset: 0, types: [CU, MS, LS, ADS, MIS], safe: true}
        LEFT:  {offset: 1, types: {CU: .1, XLS: .5}, safe: true}
      """.utf8)
    let cameras = try #require(try track.run(Cameras.self)[Cameras.multicam])
    let locked = try #require(cameras.shots.first { $0.isLocked })
    #expect(locked.inFrame == 100 && locked.outFrame == 200 && locked.type == "CU")
    #expect(locked.source?.name == "LEFT" && locked.source?.inFrame == 125)
  }

  @Test func reasonsSayWhatIsLocked() throws {
    let outputs = try track(song(), former: plan([shot(100..<200, "CU")], frames: 1000)).run(Cuts.self) {
      $0[Cuts.locked] = Self.file
    }
    let causes = try #require(outputs[Cuts.reasons]).events
    #expect(causes.filter { $0.label == "LOCKED" }.map(\.start) == [4])
  }

  @Test func aPlanThatLocksNothingChangesNothing() throws {
    let song = song()
    let free = try song.plan()
    #expect(try track(song, former: plan([], frames: 1000)).plan { $0[Cuts.locked] = Self.file } == free)
  }

  @Test(arguments: 0..<4) func locksOnTheBestPlanLeaveItTheBest(seed: UInt64) throws {
    let song = TestTrack.types(seconds: 30, seed: seed, beat: 0.5)
    // Without shares, whose search does not look at all ways.
    let free = try song.plan {
      $0[Cuts.mode] = .best
      $0[Cuts.share] = .free
    }
    let chance = CounterRandom(seed: seed)
    let locked = free.shots.enumerated().filter { chance.uniform("lock", UInt64($0.offset)) < 0.3 }.map(\.element)
    let plan = try track(song, former: plan(locked, frames: free.frames)).plan {
      $0[Cuts.mode] = .best
      $0[Cuts.share] = .free
      $0[Cuts.locked] = Self.file
    }
    #expect(plan.shots.map(\.type) == free.shots.map(\.type))
    #expect(plan.shots.map(\.outFrame) == free.shots.map(\.outFrame))
    #expect(plan.shots.count(where: \.isLocked) == locked.count)
  }

  /// The decoder's choice around a lock is the best of all ways through the free lattice that hold the lock.
  @Test(arguments: 0..<3) func whatIsFilledInIsTheBestOfAllWays(seed: UInt64) throws {
    let track = TestTrack.types(seconds: 6, seed: seed, beat: 0.9)
    let model = try model(of: track)
    let all = BruteForce(try model.lattice(), bonus: 1)
    let chance = CounterRandom(seed: seed)
    let ways = all.paths.filter { $0.path.count > 2 }
    let segment = ways[Int(Double(ways.count) * chance.uniform("path"))].path[1]
    let type = ShotType.allCases[segment.type]
    let frames = model.candidates[segment.start].frame..<model.candidates[segment.end].frame
    let locked = model.locking(LockedShots([shot(frames, type.rawValue)], vocabulary: .concert))
    #expect(locked.candidates.map(\.frame) == model.candidates.map(\.frame))
    let found = try #require(SemiMarkov(try locked.lattice()).best(bonus: 1))
    let expected = try #require(all.paths.filter { $0.path.contains(segment) }.max { $0.score < $1.score })
    #expect(found.path == expected.path)
  }

  private func model(of track: TestTrack) throws -> CutModel {
    let settings = try CutSettings(Settings(defaultsOf: Cuts.declaration))
    let music = try TrackMusic(track.artifacts, duration: track.seconds)
    let lengths = try ShotLimits.lengths(rate: .fps25, shortest: 1.2, longest: 12)
    let limits = ShotLimits(duration: track.seconds, rate: .fps25, lengths: lengths)
    let candidates = CutCandidates(
      music, limits: limits, settings: settings, habits: FilmLanguage.concert.cuts, chance: CounterRandom(seed: 1)
    ).candidates
    let types = try track.artifacts[Cuts.types]
    return CutModel(
      candidates, limits: limits,
      evidence: try TypeEvidence(types, sharpness: 1.5, shares: FilmLanguage.concert.shares), music: music,
      settings: settings,
      language: .concert)
  }

  @Test(arguments: 0..<8) func anyLocksCanBeFilledAround(batch: UInt64) throws {
    for number in 0..<5 {
      let chance = CounterRandom(seed: 100 * batch + UInt64(number))
      let beat: Double? = [nil, 0.4, 0.9, 3.7][Int(4 * chance.uniform("beat"))]
      let song = TestTrack.types(seconds: 0.5 + 15 * chance.uniform("length"), seed: chance.bits("types"), beat: beat)
      let frames = FrameRate.fps25.frame(flooring: song.seconds)
      let density = chance.uniform("density")
      let borders = Set((0..<12).map { Int(Double(frames) * chance.uniform("border", $0)) } + [0, frames]).sorted()
      let locked = zip(borders, borders.dropFirst()).enumerated().compactMap { index, span in
        chance.uniform("lock", UInt64(index)) < density
          ? shot(span.0..<span.1, ShotType.names[Int(8 * chance.uniform("type", UInt64(index)))]) : nil
      }
      let mode = DecodingMode.allCases[Int(3 * chance.uniform("mode"))]
      let plan = try track(song, former: plan(locked, frames: frames)).plan {
        $0[Cuts.mode] = mode
        $0[Cuts.locked] = Self.file
      }
      #expect(plan.shots.filter(\.isLocked) == locked, "\(chance)")
      guard mode != .frames else { continue }
      for (shot, next) in zip(plan.shots, plan.shots.dropFirst()) where !shot.isLocked || !next.isLocked {
        #expect(shot.type != next.type, "\(chance)")
      }
      for shot in plan.shots where !shot.isLocked {
        let isWhole = LockedShots(locked, vocabulary: .concert).stretches(of: frames).contains(
          shot.inFrame..<shot.outFrame)
        #expect((30...300).contains(shot.frames) || (isWhole && shot.frames < 30), "\(chance)")
      }
    }
  }

  /// A plan is drawn from its end, and chances hang on places: what comes well after a lock does not move. Where few types
  /// are allowed, which of them a shot has hangs on those before it; and shares are the whole song's. Then little moves.
  @Test(arguments: [(TypeShares.free, 0.0, 0.9), (TypeShares(["ADS": 0...0.12]), 1.0 / 3, 0.7)])
  func whatComesWellAfterALockStaysAsItWas(shares: TypeShares, floor: Double, least: Double) throws {
    var same = 0
    var all = 0
    for seed in 0..<5 {
      let song = TestTrack.types(seconds: 60, seed: 3, beat: 0.5)
      let free = try song.plan {
        $0[Cuts.seed] = seed
        $0[Cuts.share] = shares
        $0[Cuts.floor] = floor
      }
      let former = try plan([shot(511..<573, "MIS")], frames: free.frames)
      let plan = try track(song, former: former).plan {
        $0[Cuts.seed] = seed
        $0[Cuts.share] = shares
        $0[Cuts.floor] = floor
        $0[Cuts.locked] = Self.file
      }
      let after = free.shots.filter { $0.inFrame >= 873 }
      same += after.count { old in
        plan.shots.contains { ($0.inFrame, $0.outFrame, $0.type) == (old.inFrame, old.outFrame, old.type) }
      }
      all += after.count
    }
    #expect(all > 20 && Double(same) / Double(all) > least, "\(same) of \(all)")
  }

  @Test func whatCannotBeLockedIsRefused() throws {
    func refusal(_ plan: ShotPlan) -> String? {
      #expect(throws: Failure.self) {
        try track(song(), former: plan).plan { $0[Cuts.locked] = Self.file }
      }?.description
    }
    #expect(
      try refusal(plan([shot(0..<10, "CU")], frames: 1000, rate: .fps24))
        == "song.json is at the rate 24, but the cuts are made at 25; set `rate: 24`, unlock the shots, or set "
        + "`locked: none`")
    #expect(
      try refusal(plan([shot(990..<1010, "CU")], frames: 1010))
        == "song.json: shots[1].out: the locked shot ends at frame 1010, but the track has 1000; "
        + "shorten or unlock it, or set `locked: none`")
    let strange = try ShotPlan(
      [Shot(inFrame: 0, outFrame: 1000, type: "DRONE", probability: 1, isLocked: true)], rate: .fps25)
    #expect(
      refusal(strange)
        == "song.json: shots[0].type: 'DRONE' is no shot type; known: \(ShotType.names.joined(separator: ", ")); "
        + "unlock it, or set `locked: none`")
    var broken = song()
    broken.files["{track}.json"] = Array("{".utf8)
    #expect(throws: Failure.self) { try broken.plan { $0[Cuts.locked] = Self.file } }
  }

  @Test func aTrackWithoutAFormerPlanIsWarnedOf() throws {
    let warnings = try song().warnings(of: Cuts.self) { $0[Cuts.locked] = Self.file }
    #expect(warnings == ["no file song.json for this track; no shot is locked"])
  }

  @Test func aPathOfOneFileMustLeadToIt() throws {
    let file = try TrackFile(.text("lk/former.json"), unit: nil)
    let failure = #expect(throws: Failure.self) { try song().plan { $0[Cuts.locked] = file } }
    #expect(failure?.reason == "there is no file lk/former.json")
  }
}
