import Edits
import Pictures
import Shots
import StageKit
import Testing

@testable import Video

@Suite struct LabelsSizesTests {
  /// Shots of two seconds with faces of these heights, 0 for none; types of a person where there are some.
  private func labelled(
    _ ratios: [Double], byHand types: [Int: String] = [:], reasons: [Int: String] = [:]
  ) throws -> (
    shots: [Shot], facts: [[Float]], messages: [String]
  ) {
    let plan = try ShotPlan(
      ratios.indices.map { place in
        Shot(
          inFrame: 50 * place, outFrame: 50 * (place + 1), type: types[place] ?? "?", probability: 0.8,
          reason: reasons[place] ?? "cut", isLocked: types[place] != nil)
      }, rate: .fps25, start: 0, types: LabelTypes.all)
    let format = FrameFormat(
      quantity: Quantity(rawValue: "faces of shots"), width: 4, rate: 0, sampleRate: 0, columns: FaceFacts.columns)
    let faces = Frames(
      format: format, values: ratios.flatMap { [$0 > 0 ? 1 : 0, Float($0), $0 > 0 ? 1 : 0, 0] })
    var inputs = Artifacts()
    inputs[named: "shots"] = [Artifacts.Named(name: "shots", value: plan)]
    inputs[named: "faces"] = [Artifacts.Named(name: "faces", value: faces)]
    let track = TrackInfo(name: "a", path: "a.mp4", seconds: 2 * Double(ratios.count), hash: "")
    let messages = Messages()
    let context = TrackContext(
      track: track, version: "", pipelineHash: "", warning: { message, _ in messages.add(message) })
    let outputs = try LabelsSizes(Settings(defaultsOf: LabelsSizes.declaration)).run(inputs, in: context)
    let values = try #require(outputs[LabelsSizes.facts]).values()
    let width = LabelsSizes.columns.count
    let facts = ratios.indices.map { Array(values[$0 * width..<($0 + 1) * width]) }
    return (try #require(outputs[LabelsSizes.shots]).shots, facts, messages.all)
  }

  @Test func facesTellSizes() throws {
    let found = try labelled([0.7, 0.25, 0.03, 0])
    #expect(found.shots.map(\.type) == ["CU", "MS", "XLS", "XLS"])
    #expect(found.shots[3].probability ?? 1 < 0.5)
    #expect(found.messages.isEmpty)
  }

  @Test func nobodyKnowsTheTypeWhereThereIsNoPicture() throws {
    let found = try labelled([0.7, 0], reasons: [1: WrittenShot.noPicture])
    #expect(found.shots.map(\.type) == ["CU", "?"])
    #expect(found.shots[1].probability == 0)
    #expect(found.shots[1].reason == WrittenShot.noPicture)
  }

  @Test func aPersonsTypeStaysAndTheAgreementIsTold() throws {
    let found = try labelled([0.7, 0.25, 0.03], byHand: [0: "CU", 2: "LS"])
    #expect(found.shots.map(\.type) == ["CU", "MS", "LS"])
    #expect(found.shots.map { $0.probability == 1 } == [true, false, true])
    // What the faces told stays known beside it.
    #expect(found.facts.map { Array($0.suffix(2)) } == [[0, 0], [2, 2], [5, 5]])
    #expect(found.messages == ["of 2 types by hand the faces told 1 right"])
  }

  @Test func edgesFollowAPerson() throws {
    // Who calls a close-up what the edges do not yet.
    let ratios = (0..<20).map { 0.405 + 0.01 * Double($0) }
    let types = Dictionary(uniqueKeysWithValues: ratios.indices.map { ($0, $0 < 5 ? "MCU" : "CU") })
    let found = try labelled(ratios + [0.5], byHand: types)
    #expect(found.shots.last?.type == "CU")
    #expect(found.facts.last?.suffix(2) == [1, 0])
    #expect(
      found.messages.count == 1 && found.messages[0].contains("of 20 types by hand the faces told 7 right, and 20"))
  }
}

/// What a stage said.
private final class Messages: @unchecked Sendable {
  private(set) var all: [String] = []

  func add(_ message: String) { all.append(message) }
}
