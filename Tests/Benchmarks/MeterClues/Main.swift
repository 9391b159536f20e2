import Engine
import Features
import Foundation
import Pipeline
import Signal
import StageKit
import TestSupport
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
      let artifacts = try StreamRunner(plan: plan).run(try Samples(ofFile: path, sampleRate: sampleRate)).artifacts
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
      let evidence = MeterModel.evidence(in: sound.steps(at: places), pulseTempo: pulses.tempo)
      let song = Song(
        file: path, tempo: pulses.tempo, places: places.dropLast().map { $0 / sound.grid.rate },
        names: MeterClue.allCases.map(\.rawValue),
        ways: evidence.map { [$0.hypothesis.stepsPerBeat, $0.hypothesis.beatsPerBar, $0.hypothesis.phase] },
        clues: evidence.map { way in MeterClue.allCases.map { way.clues[$0] ?? 0 } })
      print(String(decoding: try encoder.encode(song), as: UTF8.self))
    }
  }
}

/// A line: pulses per minute, where steps begin, in seconds, and each way to hear them as steps per beat, beats per bar and
/// phase, with its clues in the order of their names.
private struct Song: Encodable {
  let file: String
  let tempo: Double
  let places: [Double]
  let names: [String]
  let ways: [[Int]]
  let clues: [[Double]]
}
