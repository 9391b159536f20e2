import Foundation
import StageKit
import Testing
import Shots

@testable import Writers

/// Writes documents at all rates for `check_documents.py` into the folder that SONGBOARD_SAMPLES names.
@Suite struct SampleDocuments {
  static let folder = ProcessInfo.processInfo.environment["SONGBOARD_SAMPLES"]

  @Test(.enabled(if: folder != nil), arguments: FrameRate.allCases)
  func write(rate: FrameRate) throws {
    let folder = try #require(Self.folder)
    let context = TrackContext(
      track: TrackInfo(name: rate.rawValue, path: "<b>\"Ünï:曲\n&.flac", seconds: 731.377, hash: "00"), version: "0.1.0",
      pipelineHash: "00")
    let plan = try Self.plan(seconds: 731.377, rate: rate)
    let inputs = Writing.inputs([
      ("shots", plan), ("sections", Events([Event(from: 0, to: 400, label: "=verse", group: "A")])),
      ("tempo", Number(97.5)),
    ])
    try Self.save(WriteJSON(Writing.defaults(WriteJSON.self)), inputs, context, "\(folder)/\(rate.rawValue).json")
    try Self.save(WriteCSV(Writing.defaults(WriteCSV.self)), inputs, context, "\(folder)/\(rate.rawValue).csv")
    try Self.save(WriteEDL(Writing.defaults(WriteEDL.self)), inputs, context, "\(folder)/\(rate.rawValue).edl")
  }

  @Test(.enabled(if: folder != nil)) func writeArrays() throws {
    let folder = try #require(Self.folder)
    let format = FrameFormat(quantity: .melPower, width: 128, rate: 43, sampleRate: 22050)
    var inputs = Writing.inputs([
      ("events", Events(times: [0.5, 1.25])), ("numbers", Number(120.5)),
    ])
    inputs[named: "frames"] = [
      .init(name: "mel", value: Frames(format: format, values: (0..<128 * 3000).map { Float($0) / 7 }))
    ]
    try Self.save(WriteNPZ(Writing.defaults(WriteNPZ.self)), inputs, Writing.context, "\(folder)/arrays.npz")
  }

  /// Cuts at random times about 3 s apart.
  private static func plan(seconds: Double, rate: FrameRate) throws -> ShotPlan {
    let chance = CounterRandom(seed: 11)
    let cuts = (0..<250).map { rate.frame(rounding: seconds * chance.uniform("cut", $0)) }
    let borders = Set(cuts + [0, rate.frame(flooring: seconds)]).sorted()
    let types = ["XLS", "LS", "MS", "MCU", "CU"]
    let shots = zip(borders, borders.dropFirst()).enumerated().map { index, frames in
      Shot(
        inFrame: frames.0, outFrame: frames.1, type: types[index % 5],
        probability: chance.uniform("sure", UInt64(index)), runnerUp: index % 3 == 0 ? nil : types[(index + 1) % 5],
        reason: index % 4 == 0 ? "" : "-Ünï, \"曲\"\n& 002  X")
    }
    return try ShotPlan(shots, rate: rate, types: types)
  }

  private static func save(
    _ writer: some TrackStage, _ inputs: Artifacts, _ context: TrackContext, _ path: String
  ) throws {
    try Data(try Writing.bytes(writer, inputs, in: context)).write(to: URL(filePath: path))
  }
}
