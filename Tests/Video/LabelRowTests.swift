import Shots
import StageKit
import Testing

@testable import Video

/// What labels as a table and as a page take of facts: those of any stage that gives such rows, right or wrong.
@Suite struct LabelRowTests {
  private func plan() throws -> ShotPlan {
    try ShotPlan(
      [0, 50].map { Shot(inFrame: $0, outFrame: $0 + 50, type: "MS", probability: 0.6, reason: "face") }, rate: .fps25,
      start: 0, types: ["CU", "MS", "?"])
  }

  private func facts(_ second: [Float], columns: [String] = LabelsSizes.columns) -> Frames {
    Frames(
      format: FrameFormat(
        quantity: Quantity(rawValue: "shot facts"), width: columns.count, rate: 0, sampleRate: 0, columns: columns),
      values: [1, 0.5, 1, 0, 1] + second)
  }

  @Test func factsAreTakenByShot() throws {
    let rows = try LabelRow.rows(of: plan(), facts: facts([2, 0.25, 0.75, 1, 2]))
    #expect(rows[1].faces == 2 && rows[1].ratio == 0.25 && rows[1].cut == 0.75)
    #expect(rows.map { $0.told?.before } == ["CU", "MS"] && rows.map { $0.told?.after } == ["MS", "?"])
  }

  @Test(
    arguments: [
      ([.nan, 0, 1, 0, 0], "`faces`"), ([-1, 0, 1, 0, 0], "`faces`"), ([.infinity, 0, 1, 0, 0], "`faces`"),
      ([0, .nan, 1, 0, 0], "`ratio`"), ([0, 0, 1.5, 0, 0], "`cut`"), ([0, 0, 1, .nan, 0], "`before`"),
      ([0, 0, 1, 0.5, 0], "`before`"), ([0, 0, 1, 0, 3], "`after`"), ([0, 0, 1, 0, -1], "`after`"),
      ([0, 0, 1, 0, 1e30], "`after`"),
    ] as [([Float], String)])
  func whatAreNoFactsIsRefused(row: [Float], column: String) throws {
    let failure = #expect(throws: Failure.self) { try LabelRow.rows(of: plan(), facts: facts(row)) }
    #expect(failure?.reason.contains("shot 2") == true && failure?.reason.contains(column) == true)
  }

  @Test func theTableHasWhatWasTold() throws {
    var inputs = Artifacts()
    inputs[named: "shots"] = [Artifacts.Named(name: "shots", value: try plan())]
    inputs[named: "facts"] = [Artifacts.Named(name: "facts", value: facts([2, 0.25, 0.75, 1, 1]))]
    let track = TrackInfo(name: "a", path: "a.mp4", seconds: 4, hash: "")
    let context = TrackContext(track: track, version: "", pipelineHash: "")
    let stage = WriteLabels(Settings(defaultsOf: WriteLabels.declaration))
    let document = try #require(try stage.run(inputs, in: context)[WriteLabels.document])
    let lines = String(decoding: try document.bytes(), as: UTF8.self).split(separator: "\r\n")
    #expect(lines[0].hasSuffix(",why,cut,told") && lines[2] == "2.000,4.000,MS,0.60,2,0.250,face,0.75,MS")
  }

  @Test func aShotWithoutAPictureHasNoAddressOfOneOnThePage() throws {
    let page = ReviewPage(
      name: "a", plan: try plan(), rows: try LabelRow.rows(of: plan(), facts: nil), pictures: [[0xFF, 0xD8], []],
      hash: "", video: "a.mp4")
    let text = String(decoding: try page.markup.page.bytes(), as: UTF8.self)
    #expect(text.contains(#"src="data:image/jpeg;base64,/9g=""#))
    #expect(!text.contains(#"base64,""#))
  }

  @Test func otherColumnsAreRefusedBeforeAnythingRuns() throws {
    func formats(_ columns: [String]) -> FrameFormats {
      var inputs = FrameFormats()
      inputs[named: "facts"] = [facts([0, 0, 1, 0, 0], columns: columns).format]
      return inputs
    }
    let stages: [any TrackStage] = [
      WriteLabels(Settings(defaultsOf: WriteLabels.declaration)),
      WriteReview(Settings(defaultsOf: WriteReview.declaration)),
    ]
    for stage in stages {
      #expect(throws: Never.self) { try stage.formats(for: formats(LabelsSizes.columns)) }
      #expect(throws: Failure.self) { try stage.formats(for: formats(["faces", "ratio", "seen", "alike", "more"])) }
    }
  }

  @Test func withoutFactsNothingIsSaidOfCuts() throws {
    let plan = try plan()
    var inputs = Artifacts()
    inputs[named: "shots"] = [Artifacts.Named(name: "shots", value: plan)]
    let track = TrackInfo(name: "a", path: "a.mp4", seconds: 4, hash: "")
    let context = TrackContext(track: track, version: "", pipelineHash: "")
    let table = try #require(
      try WriteLabels(Settings(defaultsOf: WriteLabels.declaration)).run(inputs, in: context)[WriteLabels.document])
    let lines = try String(decoding: table.bytes(), as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == 3 && lines.dropFirst().allSatisfy { $0.hasSuffix(",face,,MS") })
    let page = ReviewPage(
      name: "a", plan: plan, rows: try LabelRow.rows(of: plan, facts: nil), pictures: [[], []], hash: "", video: "a.mp4"
    )
    let text = try String(decoding: page.markup.page.bytes(), as: UTF8.self)
    #expect(text.contains("\"cut\":null") && !text.contains("\"cut\":1"))
  }
}
