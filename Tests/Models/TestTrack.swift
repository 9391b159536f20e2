import Glibc
import Signal
import StageKit
import Synchronization
import Shots

@testable import Models

/// A made-up track: the artifacts that the models take, and a way to run a stage on them.
struct TestTrack {
  var seconds: Double
  var artifacts = Artifacts()
  var files: [String: [UInt8]] = [:]
  var hash = "0123456789abcdef0123456789abcdef"

  static let rate = 22050.0 / 512

  /// How many frames a centred transform gives.
  var frames: Int { 1 + Int(seconds * Self.rate) }

  /// A track whose frames are functions of time in seconds.
  static func music(
    seconds: Double, mel: (_ time: Double, _ band: Int) -> Double = { _, _ in 1 },
    chroma: (_ time: Double, _ pitch: Int) -> Double = { _, _ in 1 }, onset: (_ time: Double) -> Double = { _ in 1 }
  ) -> TestTrack {
    var track = TestTrack(seconds: seconds)
    func frames(
      _ quantity: Quantity, _ width: Int, frequencies: [Double] = [], _ value: (Double, Int) -> Double
    ) -> Frames {
      let format = FrameFormat(
        quantity: quantity, width: width, rate: rate, sampleRate: 22050, frequencies: frequencies)
      let times = (0..<track.frames).map { Double($0) / rate }
      return Frames(format: format, values: times.flatMap { time in (0..<width).map { Float(value(time, $0)) } })
    }
    let bands = MelFilterbank(bands: 40, in: 0...11025, sampleRate: 22050, transformLength: 2048)
    track.put("mel", frames(.melPower, 40, frequencies: bands.frequencies, mel))
    track.put("chroma", frames(.chroma, 12, chroma))
    track.put("onset", frames(.onsetStrength, 1, { time, _ in onset(time) }))
    return track
  }

  /// A track with types at one row per second, drawn by a seed, and beats at a distance in seconds.
  static func types(seconds: Double, seed: UInt64, beat: Double?) -> TestTrack {
    var track = TestTrack(seconds: seconds)
    let chance = CounterRandom(seed: seed)
    let rows = max(1, Int(seconds.rounded(.up)))
    let values = (0..<rows).flatMap { row in
      let weights = (0..<8).map { pow(chance.uniform("type", UInt64(row), UInt64($0)), 3) }
      return weights.map { Float($0 / weights.reduce(0, +)) }
    }
    track.put("types", Frames(format: .shotTypes(sampleRate: 22050), values: values))
    let beats = beat.map { Array(stride(from: $0, to: seconds, by: $0)) } ?? []
    track.put("beats", Events(times: beats))
    track.put("downbeats", Events(times: beats.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)))
    return track
  }

  mutating func put(_ name: String, _ value: any Artifact) {
    artifacts[named: name] = [Artifacts.Named(name: name, value: value)]
  }

  func run<S: TrackStage>(
    _ stage: S.Type, warnings: Warnings = Warnings(), _ change: (inout Settings) -> Void = { _ in }
  ) throws -> Artifacts {
    var settings = Settings(defaultsOf: S.declaration)
    change(&settings)
    let info = TrackInfo(name: "song", path: "song.flac", seconds: seconds, hash: hash)
    let files = files
    let context = TrackContext(
      track: info, version: "0", pipelineHash: "0", content: { files[$0.template] }, warning: warnings.add)
    return try S(settings).run(artifacts, in: context)
  }

  /// What a stage warns of.
  func warnings<S: TrackStage>(
    of stage: S.Type, _ change: (inout Settings) -> Void = { _ in }
  ) throws -> [String] {
    let warnings = Warnings()
    _ = try run(stage, warnings: warnings, change)
    return warnings.sentences
  }

  /// Takes a stage's warnings.
  final class Warnings: Sendable {
    private let list = Mutex<[String]>([])

    var sentences: [String] { list.withLock { $0 } }

    @Sendable func add(_ sentence: String) { list.withLock { $0.append(sentence) } }
  }

  func plan(_ change: (inout Settings) -> Void = { _ in }) throws -> ShotPlan {
    guard let plan = try run(Cuts.self, change)[Cuts.shots] else { throw Failure("no plan") }
    return plan
  }
}
