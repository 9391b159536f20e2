import Audio
import Engine
import Features
import Foundation
import Pipeline
import Signal
import StageKit
import Writers

/// Prints what the stage `grid` weighs, so that its weights can be fitted to songs whose bars are known.
///
///     MeterClues SONG...
///
/// A line of JSON per song; Tests/Features/fit_grid.py reads them.
@main
struct Main {
  private static let sampleRate = 22050.0
  /// The stages that `grid` needs.
  private static let pipeline = """
    version: 1
    source: {audio: none}
    stages:
      spectrum: {use: spectrum}
      mel: {use: mel}
      chroma: {use: chroma}
      onset: {use: onset}
      arrays: {use: write.npz, in: {frames: [mel, chroma, onset]}}
    """

  static func main() throws {
    let registry = try Registry([.features, .writers])
    guard let plan = Planner(registry: registry).plan(Array(pipeline.utf8), file: "MeterClues").plan else {
      throw Failure("the stages that grid needs are not what they were")
    }
    let encoder = JSONEncoder()
    for path in CommandLine.arguments.dropFirst() {
      let artifacts = try StreamRunner(plan: plan).run(try read(path)).artifacts
      func frames(_ stage: String) throws -> Frames {
        guard let frames = artifacts[PortReference(stage: stage, port: stage)] as? Frames else {
          throw Failure("\(stage) gives no frames")
        }
        return frames
      }
      let sound = try GridSound(
        mel: frames("mel"), onset: frames("onset").values(), chroma: frames("chroma").values())
      guard let pulses = try sound.pulses() else { continue }
      let places = sound.places(between: pulses.frames)
      let steps = sound.steps(at: places)
      let song = Dump(file: path, tempo: pulses.tempo, places: places.map { $0 / sound.grid.rate }, accents: steps.accents, lows: steps.lows, harmony: steps.harmony, timbre: steps.timbre)
      print(String(decoding: try encoder.encode(song), as: UTF8.self))
    }
  }

  private static func read(_ path: String) throws -> Samples {
    let file = try AudioFile(path: path, sampleRate: sampleRate)
    var values: [Float] = []
    var block: [Float] = []
    while try file.read(into: &block, atMost: 1 << 20) > 0 { values += block }
    return Samples(sampleRate: sampleRate, values: values)
  }
}
struct Dump: Encodable { var file: String, tempo: Double, places: [Double], accents: [Double], lows: [Double], harmony: [Double], timbre: [Double] }
