import Shots
import StageKit

@testable import Cameras

/// A plan and cameras, made up or drawn by a seed.
struct CameraCase {
  var plan: ShotPlan
  var clips: [CameraClip]
  var beats: [Double] = []
  var settings = Settings(defaultsOf: Cameras.declaration)

  /// The settings as the stage reads them.
  var typed: CameraSettings {
    get throws { try CameraSettings(settings) }
  }

  var lattice: CameraLattice {
    get throws {
      let typed = try typed
      return CameraLattice(
        plan, clips: clips, beats: beats, shortest: plan.rate.frames(atLeast: typed.minHold), settings: typed)
    }
  }

  /// The exact choice, without a limit on shares.
  var best: (cost: CameraCost, steps: [CameraStep])? {
    get throws {
      let objective = CameraObjective(
        clips: clips, weights: try typed.weights, fallback: try typed.fallback,
        shares: [Int](repeating: 0, count: Set(clips.map(\.camera)).count))
      return try CameraSearch(lattice, objective: objective).best()
    }
  }

  static let types = ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS"]

  /// A clip that lies beside the whole song unless it is given spans.
  static func clip(
    _ id: String, _ types: [(String, Double)], spans: [ClosedRange<Double>] = [0...1e6], camera: String? = nil,
    angle: Double? = nil, side: CameraClip.Side? = nil, safe: Bool = false, lockedOff: Bool = false
  ) -> CameraClip {
    CameraClip(
      id: id, camera: camera ?? id, reel: id, file: "\(id).mov", rate: .fps25, start: Timecode(frame: 0, rate: .fps25),
      offset: 0, drift: 0, length: .infinity, size: nil, spans: spans, types: types.map { (name: $0.0, quality: $0.1) },
      angle: angle, side: side, isSafe: safe, isLockedOff: lockedOff)
  }

  /// A plan at 25 frames a second of shots given by type and length in seconds.
  static func plan(_ shots: [(String, Double)]) throws -> ShotPlan {
    var start = 0
    return try ShotPlan(
      shots.map { type, seconds in
        let end = start + Int(seconds * 25)
        defer { start = end }
        return Shot(inFrame: start, outFrame: end, type: type, probability: 0.5)
      }, rate: .fps25, types: types)
  }

  /// A case drawn by a seed: weights, spans, angles and sides vary.
  static func random(
    _ seed: UInt64, shots: ClosedRange<Int> = 2...6, cameras: Int = 3, types typeCount: ClosedRange<Int> = 1...3,
    covering: Bool = false
  ) throws -> CameraCase {
    var draw = Draw(seed: seed)
    let plan = try plan(
      (0..<draw.int(shots)).map { _ in (types[draw.int(0...7)], Double(draw.int(2...10)) * 0.5) })
    let end = plan.rate.seconds(ofFrame: plan.frames)
    let clips = (0..<cameras).map { index in
      let count = draw.int(typeCount)
      var names: [String] = []
      for _ in 0..<count {
        let name = types[draw.int(0...7)]
        if !names.contains(name) { names.append(name) }
      }
      let cut = Double(draw.int(0...40)) / 40 * end
      let spans: [ClosedRange<Double>] =
        covering || draw.int(0...2) == 0 ? [0...end] : draw.int(0...1) == 0 ? [0...cut] : [cut...end]
      return clip(
        "CAM\(index)", names.map { ($0, Double(draw.int(0...4)) / 4) }, spans: spans,
        angle: draw.int(0...1) == 0 ? Double(draw.int(0...4) * 20) : nil,
        side: [nil, .left, .right][draw.int(0...2)], safe: covering ? index == 0 : draw.int(0...2) == 0,
        lockedOff: draw.int(0...3) == 0)
    }
    var made = CameraCase(plan: plan, clips: clips, beats: stride(from: 0, to: end, by: 0.5).map { $0 })
    for parameter in [Cameras.quality, Cameras.same, Cameras.aba, Cameras.angle, Cameras.axis] {
      made.settings[parameter] = Double(draw.int(0...8)) / 4
    }
    // Of the longer ones, some are longer than several shots.
    made.settings[Cameras.minHold] = [0.5, 0.5, 2, 4][draw.int(0...3)]
    return made
  }

  /// Numbers one after another from a counter.
  struct Draw {
    let chance: CounterRandom
    var count: UInt64 = 0

    init(seed: UInt64) { chance = CounterRandom(seed: seed) }

    mutating func int(_ range: ClosedRange<Int>) -> Int {
      count += 1
      return range.lowerBound + min(Int(chance.uniform("case", count) * Double(range.count)), range.count - 1)
    }
  }
}
