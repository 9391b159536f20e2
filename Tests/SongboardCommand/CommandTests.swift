import ArgumentParser
import Formats
import StageKit
import Testing

@testable import SongboardCommand

@Suite struct CommandTests {
  @Test func aStageIsDescribedFromItsDeclaration() throws {
    let registry = try Registry.inTree()
    for stage in registry.stages {
      let text = StageText.describe(stage)
      for parameter in stage.declaration.parameters { #expect(text.contains(parameter.doc)) }
      for output in stage.declaration.outputs { #expect(text.contains(output.doc)) }
    }
  }

  @Test func declarationsAsJSONKeepRangesAndChoices() throws {
    let stage = try #require(try Registry.inTree()["cuts"])
    let json = try JSON.pretty(StageRecord(stage))
    #expect(json.contains("\"id\" : \"cuts\""))
    #expect(json.contains("\"29.97df\""))
    #expect(json.contains("\"granularity\" : \"track\""))
  }

  @Test func anUnknownStageIsCorrected() throws {
    let command = try DescribeCommand.parse(["chrma"])
    let error = #expect(throws: ValidationError.self) { try command.run() }
    #expect(error?.message == "there is no stage 'chrma'; did you mean 'chroma'?")
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
