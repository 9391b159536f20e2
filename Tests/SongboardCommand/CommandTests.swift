import ArgumentParser
import Formats
import StageKit
import Testing

@testable import SongboardCommand

@Suite struct CommandTests {
  @Test func aStageIsDescribedFromItsDeclaration() throws {
    let registry = try Registry.builtIn()
    for stage in registry.stages {
      let text = StageText.describe(stage)
      for parameter in stage.declaration.parameters { #expect(text.contains(parameter.doc)) }
      for output in stage.declaration.outputs { #expect(text.contains(output.doc)) }
    }
  }

  @Test func declarationsAsJSONKeepRangesAndChoices() throws {
    let stage = try #require(try Registry.builtIn()["cuts"])
    let json = try JSON.pretty(StageRecord(stage))
    #expect(json.contains("\"id\" : \"cuts\""))
    #expect(json.contains("\"29.97df\""))
    #expect(json.contains("\"granularity\" : \"track\""))
  }

  @Test func anUnknownStageIsCorrected() throws {
    let command = try DescribeCommand.parse(["chrma"])
    #expect(throws: ExitCode.validationFailure) { try command.run() }
  }

  @Test func aMisspeltPipelineIsCorrected() throws {
    let fault = try #require(ShippedPipelines.fault(of: "storybord"))
    #expect(fault.contains("; did you mean 'storyboard'?; shipped: evaluate, everything, "), "\(fault)")
    for name in ["storyboard", "a/storybord", "storybord.yaml"] { #expect(ShippedPipelines.fault(of: name) == nil) }
    let loading = try PlanLoading(PluginOptions.parse([]).host(trusts: false))
    #expect(loading.result("storybord").diagnostics.map(\.description) == ["storybord: error: \(fault)"])
  }

  @Test func runsAreComparedByTheContentOfTheirFiles() {
    let first = [
      "run.id": "1", "run.pipeline": "storyboard.yaml", "files.storyboard.yaml": "aa", "stages.cuts.with.seed": "1",
    ]
    var second = ["run.id": "2", "run.pipeline": "/x/y.yaml", "files./x/y.yaml": "aa", "stages.cuts.with.seed": "1"]
    #expect(RunValues.differences(between: first, and: second).isEmpty)
    second["stages.cuts.with.seed"] = "2"
    #expect(RunValues.differences(between: first, and: second) == ["stages.cuts.with.seed: 1 -> 2"])
    second["files./x/y.yaml"] = "bb"
    #expect(
      RunValues.differences(between: first, and: second) == [
        "files./x/y.yaml: - -> bb", "files.storyboard.yaml: aa -> -", "run.pipeline: storyboard.yaml -> /x/y.yaml",
        "stages.cuts.with.seed: 1 -> 2",
      ])
  }

  @Test func aRunThatCannotBeReadIsNotTheSame() throws {
    #expect(throws: ExitCode(1)) { try DiffCommand.parse(["/nowhere", "/nowhere"]).run() }
  }

  @Test(arguments: [["x.json", "-o", "x.xyz"], ["x.json", "-o", "mp4"], ["x.json", "--height", "7"]])
  func aVideoThatCannotBeIsAUsageError(arguments: [String]) async throws {
    let command = try AnimaticCommand.parse(arguments)
    await #expect(throws: ExitCode.validationFailure) { try await command.run() }
  }

  @Test(arguments: [["--older-than", "30"], ["--size", "10"]])
  func aStoresAgeNeedsItsUnit(arguments: [String]) async throws {
    let command = try StoreCommand.parse(arguments)
    await #expect(throws: ExitCode.validationFailure) { try await command.run() }
  }

  @Test(arguments: [["run"], ["run", "p.yaml", "--jobs", "0"], ["lint"], ["describe"], ["fly"]])
  func aCommandLineThatMakesNoSenseIsAUsageError(arguments: [String]) {
    do {
      _ = try Songboard.parseAsRoot(arguments)
      Issue.record("\(arguments) was taken")
    } catch {
      #expect(Songboard.exitCode(for: error).rawValue == 64)
    }
  }

  @Test func columnsAreAligned() {
    #expect(TextTable(rows: [["a", "bb", "c"], ["aaa", "b", ""]]).text == "a    bb  c\naaa  b\n")
  }
}
