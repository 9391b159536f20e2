import StageKit
import Testing

@testable import SongboardCommand

@Suite struct HelpTests {
  private func help(_ words: String..., columns: Int = 80) throws -> String {
    try HelpCommand.parse(words).text(columns: columns)
  }

  @Test func everyTopicFits() throws {
    for topic in HelpTopic.all {
      for columns in [80, 120] {
        for line in topic.page(columns: columns).split(separator: "\n") {
          #expect(line.count <= columns, "\(topic.name): \(line)")
        }
      }
      #expect(try help(topic.name).hasPrefix("\(topic.name)\n\n"))
      #expect(try help().contains(topic.sentence))
    }
  }

  @Test func everyCommandStageAndPipelineHasHelp() throws {
    for verb in Songboard.shown {
      #expect(try help(verb._commandName).contains("USAGE: songboard \(verb._commandName)"))
    }
    #expect(try help("new", "pipeline").contains("USAGE: songboard new pipeline"))
    for stage in try Registry.builtIn().stages
    where Songboard.shown.allSatisfy({ $0._commandName != stage.declaration.id }) {
      #expect(try help(stage.declaration.id).hasPrefix(StageText.describe(stage, columns: 80)))
    }
    let names = ShippedPipelines.names.filter { name in
      !HelpTopic.all.contains { $0.name == name } && !Songboard.shown.contains { $0._commandName == name }
    }
    #expect(names.count > 10)
    for name in names {
      let first = try #require(ShippedPipelines.comment(of: try Repository.text("pipelines/\(name).yaml")).first)
      #expect(try help(name, columns: 300).contains(first.split(separator: " ").prefix(6).joined(separator: " ")))
    }
    #expect(try help("storyboard").hasPrefix("From a song to an edit list"))
  }

  @Test func aWordMayBeATopicAndACommand() throws {
    let text = try help("store")
    #expect(text.hasPrefix("store\n\n") && text.contains("USAGE: songboard store"))
    #expect(try help("exit", "codes").contains("75   interrupted"))
    #expect(try help("unit").contains("kHz (1000 Hz)"))
  }

  @Test(arguments: ["evaluate", "language", "marks", "statistics"])
  func aWordMayBeAStageAndAPipeline(name: String) throws {
    let text = try help(name)
    let stage = try #require(try Registry.builtIn()[name])
    #expect(text.hasPrefix(StageText.describe(stage, columns: 80)))
    #expect(text.contains("\nThe pipeline of this name:\n\n"))
  }

  /// The list above `everything` has what that pipeline writes, and nothing else.
  @Test func theTopicOfFormatsIsTrueOfEverything() throws {
    let page = try help("formats")
    let place = try #require(page.firstRange(of: "run everything"))
    let (written, more) = (page[..<place.lowerBound], page[place.upperBound...])
    let everything = try Repository.text("pipelines/everything.yaml")
    for ending in [".npz", ".jams", ".lab"] {
      #expect(!written.contains(" \(ending) ") && more.contains(" \(ending) "))
      #expect(!everything.contains("use: write\(ending)"))
    }
  }

  @Test(arguments: [("wirin", "wiring"), ("lnt", "lint"), ("chrma", "chroma"), ("storybord", "storyboard")])
  func aMisspeltWordIsCorrected(word: String, meant: String) {
    let failure = #expect(throws: Failure.self) { try help(word) }
    #expect(failure?.remedy == "did you mean '\(meant)'?")
  }
}
