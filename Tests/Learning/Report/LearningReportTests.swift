import Foundation
import StageKit
import Testing

@testable import Learning

@Suite struct LearningReportTests {
  @Test func theJSONHoldsWhatTheScoresSay() throws {
    let report = try SampleReport.make()
    let text = try report.json()
    #expect(try SampleReport.make().json() == text)
    let record = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let systems = try #require(record["systems"] as? [[String: Any]])
    #expect(systems.map { $0["name"] as? String } == report.systems.map(\.name))
    for (system, written) in zip(report.systems, systems) {
      let means = try #require(written["mean"] as? [String: Double])
      for metric in Metric.allCases {
        #expect(isClose(means[metric.rawValue], system.summary(of: metric)?.mean), "\(system.name) \(metric)")
      }
      let confusion = try #require(written["confusion"] as? [[Int]])
      #expect(confusion.flatMap(\.self) == system.confusion?.confusion)
    }
    let values = try #require(systems[0]["values"] as? [String: [Any]])
    #expect(values["negativeLogLikelihood"]?.count == 5)
    #expect(values["negativeLogLikelihood"]?.allSatisfy { $0 is NSNull } == true)
  }

  @Test func whatDivergedIsNamed() throws {
    let point = LearningCurve.Point(epoch: 1, loss: .nan, validationError: 1, validationNLL: .infinity)
    let report = LearningReport(
      title: "x", vocabulary: .concert, seeds: [], systems: [],
      curves: [LearningCurve(name: "hRNN", points: [point], kept: nil)])
    #expect(throws: StageFailure.self) { try report.json() }
    #expect(report.page.contains("Training loss: nothing to draw"))
  }

  @Test func thePageIsOneWellFormedFile() throws {
    let page = try SampleReport.make().page
    #expect(try SampleReport.make().page == page)
    #expect(XMLStructure.fault(in: page) == nil)
    for outside in ["<script", "http:", "https:", "src=", "@import", "url("] { #expect(!page.contains(outside)) }
    for part in ["RNN-KD − hRNN", "Learning curves", "Confusion", "Validation NLL", "test7", "bigram draw", "Truth"] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func allTextIsEscaped() throws {
    let evil = "<b onclick='x'>\"&\u{1}"
    let system = try SampleReport.system(evil, right: 0.5, seeds: 1)
    let vocabulary = try Vocabulary(types: ["<i>"] + Vocabulary.concert.types.dropFirst(), scale: ["<i>"])
    let report = LearningReport(
      title: evil, vocabulary: vocabulary, seeds: [1],
      systems: [SystemResult(name: evil, doc: evil, scores: system.scores)],
      comparisons: [SystemComparison(system, minus: system)],
      curves: [.init(name: evil, points: [.init(epoch: 1, loss: 1, validationError: 1, validationNLL: 1)], kept: 1)],
      songs: [SongLanes(song: evil, truth: [0, 1], lanes: [.init(name: evil, labels: [1, 1])])], warnings: [evil])
    let page = report.page
    #expect(!page.contains("<b ") && !page.contains("<i>") && !page.contains("onclick='") && !page.contains("\u{1}"))
    #expect(page.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;\u{FFFD}"))
    #expect(XMLStructure.fault(in: page) == nil)
  }

  @Test func nothingMakesAnEmptyPage() {
    let page = LearningReport(title: "none", vocabulary: .concert, seeds: [], systems: []).page
    #expect(XMLStructure.fault(in: page) == nil)
    #expect(!page.contains("<h2>Songs"))
  }

  @Test func numbersAreRounded() {
    #expect(Markup.number(2.345, 2) == "2.35" && Markup.number(-0.04, 1) == "0.0" && Markup.number(-0.06, 1) == "−0.1")
    #expect(Markup.number(0.05, 3) == "0.050" && Markup.number(41, 0) == "41" && Markup.number(.nan, 2) == "–")
    #expect(Markup.signed(1.25, 1) == "+1.3" && Markup.signed(0, 1) == "0.0" && Markup.signed(-3, 0) == "−3")
  }

  /// Writes the sample as a page to look at, where a path is given.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SONGBOARD_SAMPLE_REPORT"] != nil))
  func samplePage() throws {
    let path = try #require(ProcessInfo.processInfo.environment["SONGBOARD_SAMPLE_REPORT"])
    try SampleReport.make().page.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}
