import ArgumentParser
import Formats
import StageKit
import Testing

@testable import SongboardCommand

@Suite struct CommandTests {
  @Test(arguments: [60, 80, 120, 200]) func aStageIsDescribedFromItsDeclaration(columns: Int) throws {
    for stage in try Registry.builtIn().stages {
      let text = StageText.describe(stage, columns: columns)
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for parameter in stage.declaration.parameters { #expect(words.contains(parameter.doc)) }
      for output in stage.declaration.outputs { #expect(words.contains(output.doc)) }
      for line in text.split(separator: "\n") where line.contains(" ") {
        #expect(line.count <= columns, "\(stage.declaration.id): \(line)")
      }
    }
  }

  @Test func basicParametersStandFirst() throws {
    let cuts = try #require(try Registry.builtIn()["cuts"])
    let text = StageText.describe(cuts, columns: 80)
    let (basic, advanced) = try (
      #require(text.range(of: "\nParameters\n")), #require(text.range(of: "\nAdvanced parameters\n"))
    )
    for parameter in cuts.declaration.basic {
      #expect(
        text[basic.upperBound..<advanced.lowerBound].contains("\n  \(parameter.name) ") || parameter.name == "rate")
    }
    for parameter in cuts.declaration.advanced.dropFirst() {
      #expect(text[advanced.upperBound...].contains("\n  \(parameter.name) "))
    }
    let json = try JSON.pretty(StageRecord(cuts))
    #expect(json.contains("\"tier\" : \"basic\"") && json.contains("\"tier\" : \"advanced\""))
  }

  @Test func theVersionTellsItsCommit() throws {
    #expect(Version.text == "songboard \(Version.current)")
    // The changelog's newest version is this one.
    let versions = try Repository.text("CHANGELOG.md").matches(of: /(?m)^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$/)
    #expect(versions.first.map { String($0.1) } == Version.current)
    Songboard.$commit.withValue("14759b7") { #expect(Version.text == "songboard \(Version.current) (14759b7)") }
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

  @Test func aSongIsNoPipeline() {
    #expect(
      ShippedPipelines.fault(of: "a b/song.FLAC")?.contains("`songboard 'a b/song.FLAC'` makes its storyboard") == true)
    #expect(ShippedPipelines.fault(of: "song.flac.yaml") == nil)
  }

  @Test func eachShippedPipelineHasASentence() {
    #expect(ShippedPipelines.all.map(\.name) == ShippedPipelines.names)
    for pipeline in ShippedPipelines.all {
      #expect((20...240).contains(pipeline.sentence.count) && pipeline.sentence.hasSuffix("."), "\(pipeline)")
      #expect(!pipeline.sentence.dropLast().contains(". "))
    }
    #expect(
      ShippedPipelines.all.first { $0.name == "rhythm" }?.sentence.contains("superflux, a hundred times a second")
        == true)
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

  @Test func theLastColumnIsWrapped() {
    let table = TextTable(rows: [["a", "one two three four five six"], ["bb", ""]], columns: 26)
    #expect(table.text == "a   one two three four\n    five six\nbb\n")
    // However narrow the terminal, words stay whole.
    #expect("wonderful x".wrapped(to: 3) == ["wonderful", "x"])
    #expect("".wrapped(to: 3) == [""])
  }

  @Test func paragraphsAreWrappedAndExamplesAreNot() {
    let page =
      "one two\nthree\n\n  songboard run a very long example.yaml  # as it is\n  75   interrupted; run it again\nend"
    #expect(
      page.paragraphs(in: 27) == """
        one two three

          songboard run a very long example.yaml  # as it is
          75   interrupted; run it
               again
        end
        """)
  }
}
