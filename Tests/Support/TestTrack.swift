import Glibc
import Shots
import Signal
import StageKit
import Synchronization

/// A made-up track: the artifacts that the models take, and a way to run a stage on them.
package struct TestTrack {
  package var seconds: Double
  package var artifacts = Artifacts()
  package var files: [String: [UInt8]] = [:]
  package var timecode: FileTimecode?
  package var hash = "0123456789abcdef0123456789abcdef"

  package init(seconds: Double) {
    self.seconds = seconds
  }

  package static let rate = 22050.0 / 512

  /// How many frames a centred transform gives.
  package var frames: Int { 1 + Int(seconds * Self.rate) }

  /// A track whose frames are functions of time in seconds.
  package static func music(
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
  package static func types(seconds: Double, seed: UInt64, beat: Double?) -> TestTrack {
    var track = TestTrack(seconds: seconds)
    let chance = CounterRandom(seed: seed)
    let rows = max(1, Int(seconds.rounded(.up)))
    let values = (0..<rows).flatMap { row in
      let weights = (0..<8).map { pow(chance.uniform("type", UInt64(row), UInt64($0)), 3) }
      return weights.map { Float($0 / weights.reduce(0, +)) }
    }
    track.put("types", Frames(format: .shotTypes(ShotType.names, sampleRate: 22050), values: values))
    let beats = beat.map { Array(stride(from: $0, to: seconds, by: $0)) } ?? []
    track.put("beats", Events(times: beats))
    track.put("downbeats", Events(times: beats.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)))
    track.put("certainty", Number(1))
    return track
  }

  package mutating func put(_ name: String, _ value: any Artifact) {
    artifacts[named: name] = [Artifacts.Named(name: name, value: value)]
  }

  package func run<S: TrackStage>(
    _ stage: S.Type, warnings: Warnings = Warnings(), _ change: (inout Settings) -> Void = { _ in }
  ) throws -> Artifacts {
    var settings = Settings(defaultsOf: S.declaration)
    change(&settings)
    let info = TrackInfo(
      name: "song", path: "song.flac", seconds: seconds, startTimecode: timecode, hash: hash)
    let files = files
    let context = TrackContext(
      track: info, version: "0", pipelineHash: "0", content: { files[$0.template] },
      warning: { sentence, _ in warnings.add(sentence) })
    return try S(settings).run(artifacts, in: context)
  }

  /// What a stage warns of.
  package func warnings<S: TrackStage>(
    of stage: S.Type, _ change: (inout Settings) -> Void = { _ in }
  ) throws -> [String] {
    let warnings = Warnings()
    _ = try run(stage, warnings: warnings, change)
    return warnings.sentences
  }

  /// Takes a stage's warnings.
  package final class Warnings: Sendable {
    private let list = Mutex<[String]>([])

    package var sentences: [String] { list.withLock { $0 } }

    package init() {}

    @Sendable package func add(_ sentence: String) { list.withLock { $0.append(sentence) } }
  }
}
