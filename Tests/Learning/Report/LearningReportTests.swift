import Foundation
import Shots
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
      let pooled = try #require(written["pooled"] as? [String: Any])
      let means = try #require(pooled["mean"] as? [String: Double])
      for metric in Metric.allCases {
        #expect(isClose(means[metric.rawValue], metric.value(of: system.pooled)), "\(system.name) \(metric)")
      }
      let confusion = try #require(written["confusion"] as? [[Int]])
      #expect(confusion.flatMap(\.self) == system.pooled.frames.confusion)
    }
    let values = try #require((systems[0]["pooled"] as? [String: Any])?["values"] as? [String: [Any]])
    #expect(values["negativeLogLikelihood"]?.count == 1)
    #expect(values["negativeLogLikelihood"]?.first is NSNull)
  }

  @Test func theJSONHoldsAllMetricsOfEachSongAndSystem() throws {
    let report = try SampleReport.make()
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let run = try #require((record["runs"] as? [[String: Any]])?.first)
    #expect(run["seed"] as? Int == 3)
    let songs = try #require(run["songs"] as? [[String: Any]])
    #expect(songs.map { $0["song"] as? String } == report.songs.map(\.name))
    for (place, song) in songs.enumerated() {
      let values = try #require(song["values"] as? [String: [String: Double]])
      for system in report.systems {
        for metric in Metric.allCases {
          let expected = metric.value(of: system.songs[place])
          #expect(isClose(values[system.name]?[metric.rawValue], expected), "\(place) \(system.name) \(metric)")
        }
      }
      #expect((song["trueTypes"] == nil) == (report.songs[place].lanes == nil))
    }
    let comparison = try #require((record["comparisons"] as? [[String: Any]])?.first)
    let differences = try #require(comparison["differences"] as? [String: [String: Double]])
    #expect(comparison["over"] as? String == "songs")
    #expect(isClose(differences["macroF1"]?["mean"], report.comparisons[0].difference(in: .macroF1)?.mean))
    #expect(differences["accuracy"]?["count"] == 8)
  }

  @Test func theReportNamesTheSongsOfEachPart() throws {
    let report = try SampleReport.make()
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let run = try #require((record["runs"] as? [[String: Any]])?.first)
    let parts = try #require(run["parts"] as? [String: [String]])
    #expect(parts == ["training": ["one", "<two>"], "test": (0..<8).map { "test\($0)" }])
    #expect(report.text.contains("<summary>Songs: 2 training, 8 test</summary>"))
    #expect(report.text.contains("<dt>training</dt>\n<dd>one, &lt;two&gt;</dd>"))
  }

  @Test func eachMetricHasAUnit() throws {
    let report = try SampleReport.make()
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    #expect(record["units"] as? [String: String] == Metric.units)
    for metric in Metric.allCases {
      #expect(!metric.unit.isEmpty && report.text.contains(">\(metric.heading)</th>"))
      #expect(metric == .shots || metric.heading.hasSuffix(" \(metric.unit)"))
    }
  }

  @Test func whatDivergedIsNamed() throws {
    let point = LearningCurve.Point(step: 1, loss: .nan, validationError: 1, validationNLL: .infinity)
    let report = LearningReport(
      title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [],
      curves: [LearningCurve(name: "hRNN", axis: .epoch, points: [point], best: nil)])
    #expect(throws: Failure.self) { try report.json() }
    #expect(report.text.contains("Training loss: nothing to draw"))
  }

  @Test func whatWasNotMeasuredIsNotDrawn() {
    func page(_ axis: LearningCurve.Axis, _ points: [LearningCurve.Point]) -> String {
      LearningReport(
        title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [],
        curves: [LearningCurve(name: "c", axis: axis, points: points, best: nil)]
      ).text
    }
    let untested = page(.epoch, [.init(step: 1, loss: 2, validationError: nil, validationNLL: nil)])
    #expect(untested.contains("Training loss, epoch 1") && !untested.contains("Validation error"))
    let rounds = page(.round, (0...2).map { .init(step: $0, validationError: 0.5, validationNLL: 1) })
    #expect(rounds.contains("Validation error %, rounds 0 to 2") && !rounds.contains("Training loss"))
  }

  @Test func typesHaveTheColoursOfStoryboards() throws {
    let types = Vocabulary.concert.types
    let plan = try ShotPlan(
      [Shot(inFrame: 0, outFrame: 1, type: "CU", probability: 1)], rate: .fps25, types: types)
    let page = try SampleReport.make().text
    for (place, type) in types.enumerated() { #expect(page.contains(".t\(place) { fill: \(plan.colour(of: type));")) }
  }

  @Test func aWobbleLooksSmall() {
    func page(_ errors: [Double]) -> String {
      let points = errors.enumerated().map { step, error in
        LearningCurve.Point(step: step + 1, validationError: error, validationNLL: 20 * error)
      }
      return LearningReport(
        title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [],
        curves: [LearningCurve(name: "c", axis: .epoch, points: points, best: nil)]
      ).text
    }
    let wobble = page([0.875, 0.854, 0.875])
    #expect(wobble.contains(">Validation error %<small>85.4 to 87.5</small><"))
    for end in ["\"low\">80<", "\"high\">95<", "\"low\">16.0<", "\"high\">18.5<"] {
      #expect(wobble.contains(end), "\(end)")
    }
  }

  @Test func thePageSaysWhatWasScored() throws {
    let system = try SampleReport.system("hRNN", right: 0.5, songs: 1)
    let page = LearningReport(
      title: "x", vocabulary: .concert, part: .validation, seed: 4, songs: [ScoredSong(name: "a")], systems: [system]
    ).text
    #expect(page.contains("1 validation song, 272 s in all"))
    #expect(!page.contains("test song"))
  }

  @Test func thePageIsOneWellFormedFile() throws {
    let page = try SampleReport.make().text
    #expect(try SampleReport.make().text == page)
    #expect(XMLStructure.fault(in: page) == nil)
    for outside in ["<script", "http:", "https:", "src=", "@import", "url("] { #expect(!page.contains(outside)) }
    let parts = [
      "RNN-KD − hRNN", "Learning curves", "Confusion", "Validation NLL", "test7", "bigram draw", "Truth",
      "higher in 8 of 8", "8 test songs",
    ]
    for part in parts {
      #expect(page.contains(part), "\(part)")
    }
  }

  /// The rows of a system's table of settings: the cells' text, and whether the row is marked.
  private func settings(of system: String, in page: String) throws -> [(cells: String, isMarked: Bool)] {
    let table = try #require(page.firstRange(of: "<summary>\(system)</summary>\n<table>")).upperBound
    let text = page[table...].split(separator: "</table>")[0]
    return text.matches(of: /<tr( class=\"differs\")?>(?s)(.*?)<\/tr>/).map { row in
      let cells = row.output.2.matches(of: />([^<\n]*)<\//).map(\.output.1)
      return (cells.joined(separator: ";"), row.output.1 != nil)
    }
  }

  @Test func whatSystemsDifferInComesFirst() throws {
    let rows = Lineage.Part(stage: "source", settings: ["rate": "1"])
    func pool(_ period: String) -> Lineage.Part { Lineage.Part(stage: "pool", settings: ["period": period]) }
    func assistant(_ epochs: String) -> Lineage.Part {
      Lineage.Part(stage: "assistant", settings: ["epochs": epochs, "cell": "gru"])
    }
    let systems = [
      ("hRNN", [assistant("20"), pool("1"), rows]), ("mRNN", [assistant("20"), pool("2"), rows]),
      (
        "MF",
        [
          Lineage.Part(stage: "teacher", settings: ["codebook": "8"]), assistant("20"), assistant("30"), pool("1"),
          pool("2"), rows,
        ]
      ),
    ].map { SystemResult(name: $0, doc: "", types: 8, lineage: Lineage(parts: $1)) }
    let control = SystemResult(name: "majority", doc: "", types: 8)
    let report = LearningReport(title: "x", vocabulary: .concert, seed: 0, songs: [], systems: systems + [control])
    let page = report.text
    #expect(XMLStructure.fault(in: page) == nil)
    #expect(page.components(separatedBy: "<details>").count - 1 == 1 + systems.count)
    let first = try settings(of: "hRNN", in: page)
    #expect(
      first.map(\.cells) == [
        "assistant;;once", "assistant;epochs;20", "pool;;once", "pool;period;1", "assistant;cell;gru", "source;;once",
        "source;rate;1",
      ])
    #expect(first.map(\.isMarked) == [true, true, true, true, false, false, false])
    let fused = try settings(of: "MF", in: page)
    #expect(
      fused.filter(\.isMarked).map(\.cells) == [
        "teacher;;once", "assistant;;2 times", "assistant;epochs;20 | 30", "pool;;2 times", "pool;period;1 | 2",
      ])
    #expect(fused.filter { !$0.isMarked }.map(\.cells).first == "teacher;codebook;8")

    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let settings = try #require(record["settings"] as? [String: [[String: Any]]])
    #expect(settings.keys.sorted() == ["MF", "hRNN", "mRNN"])
    #expect(
      settings["MF"]?.map { $0["stage"] as? String }
        == ["teacher", "assistant", "assistant", "pool", "pool", "source"])
    #expect(settings["mRNN"]?[1]["settings"] as? [String: String] == ["period": "2"])
  }

  @Test func aSystemAloneDiffersInNothing() throws {
    let lineage = Lineage(parts: [Lineage.Part(stage: "student", settings: ["tau": "4"])])
    let system = SystemResult(name: "kd", doc: "", types: 8, lineage: lineage)
    func page(_ system: SystemResult) -> String {
      LearningReport(title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [system]).text
    }
    #expect(try settings(of: "kd", in: page(system)).map(\.isMarked) == [false, false])
    #expect(!page(SystemResult(name: "kd", doc: "", types: 8)).contains("Settings</h2>"))
  }

  @Test func copiesAreGreyAndSaidSo() throws {
    func system(_ name: String, right: Double) throws -> SystemResult {
      try SampleReport.system(name, right: right, songs: 2)
    }
    let systems = [try system("KD", right: 0.5), try system("hRNN", right: 0.4), try system("KDrep", right: 0.5)]
    let report = LearningReport(
      title: "x", vocabulary: .concert, seed: 0, songs: [ScoredSong(name: "a"), ScoredSong(name: "b")],
      systems: systems,
      comparisons: [SystemComparison(systems[2], minus: systems[0]), SystemComparison(systems[1], minus: systems[0])])
    let page = report.text
    #expect(XMLStructure.fault(in: page) == nil)
    // In the table of all songs, in those of both, and the comparison.
    #expect(page.components(separatedBy: "<tr class=\"copy\">").count - 1 == 4)
    #expect(page.contains("the same as KD") && page.contains("KDrep of KD.") && page.contains("both say the same"))
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let copies = try #require(record["systems"] as? [[String: Any]]).map { $0["copyOf"] as? String }
    #expect(copies == [nil, nil, "KD"])
    #expect(
      !LearningReport(title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [systems[0]]).text.contains("grey")
    )
  }

  @Test func reliabilityIsDrawnOfSystemsWithProbabilities() throws {
    let systems = [
      try SampleReport.system("KD", right: 0.5, songs: 1), try SampleReport.system("draw", right: 0.1, songs: 1),
    ]
    let report = LearningReport(
      title: "x", vocabulary: .concert, seed: 0, songs: [ScoredSong(name: "a")], systems: systems)
    let page = report.text
    #expect(page.contains("Reliability of KD: ECE") && !page.contains("Reliability of draw"))
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let written = try #require(record["systems"] as? [[String: Any]])
    let bin = try #require((written[0]["reliability"] as? [[String: Double]])?.first)
    #expect(bin["frames"] == 272 && isClose(bin["confidence"], 0.65))
    #expect(isClose(bin["accuracy"], systems[0].pooled.frames.accuracy) && written[1]["reliability"] == nil)
  }

  @Test func songsLearnedFromStandBesideOthers() throws {
    var gap = SeenGap(types: 8)
    let rows = TypeRows(repeating: [0.86] + [Double](repeating: 0.02, count: 7), count: 4)
    try gap.add(rows, labels: [0, 0, 0, 1], of: .training)
    try gap.add(rows, labels: [0, 1, 1, 1], of: .validation)
    let report = LearningReport(
      title: "x", vocabulary: .concert, seed: 0, songs: [], systems: [], seen: [SeenSystem(name: "teacher", gap: gap)])
    for part in ["On songs learned from", "<td>75.0</td>", "<td>25.0</td>", "<td>86.0</td>"] {
      #expect(report.text.contains(part), "\(part)")
    }
    let record = try #require(try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any])
    let seen = try #require((record["runs"] as? [[String: Any]])?.first?["seen"] as? [[String: Any]])
    #expect(isClose((seen[0]["training"] as? [String: Double])?["accuracy"], 0.75))
    #expect(isClose((seen[0]["validation"] as? [String: Double])?["confidence"], 0.86))
  }

  @Test func allTextIsEscaped() throws {
    let evil = "<b onclick='x'>\"&\u{1}"
    let truth = SampleReport.truth(0)
    var system = SystemResult(
      name: evil, doc: evil, types: 8,
      lineage: Lineage(parts: [Lineage.Part(stage: evil, settings: [evil: evil])]))
    system.add(try Score(reference: truth, output: truth, vocabulary: .concert))
    let vocabulary = try Vocabulary(types: ["<i>"] + Vocabulary.concert.types.dropFirst(), scale: ["<i>"])
    let report = LearningReport(
      title: evil, vocabulary: vocabulary, seed: 1,
      songs: [ScoredSong(name: evil, lanes: SongLanes(truth: truth, lanes: [.init(name: evil, labels: truth)]))],
      systems: [system], comparisons: [SystemComparison(system, minus: system)],
      curves: [
        .init(name: evil, axis: .epoch, points: [.init(step: 1, validationError: 1, validationNLL: 1)], best: 1)
      ], notes: [evil], warnings: [evil])
    let page = report.text
    #expect(!page.contains("<b ") && !page.contains("<i>") && !page.contains("\u{1}"))
    #expect(page.contains("&lt;b onclick='x'&gt;&quot;&amp;\u{FFFD}"))
    #expect(XMLStructure.fault(in: page) == nil)
  }

  @Test func nothingMakesAnEmptyPage() {
    let page = LearningReport(title: "none", vocabulary: .concert, seed: 0, songs: [], systems: []).text
    #expect(XMLStructure.fault(in: page) == nil)
    #expect(!page.contains("<h2>Song by song"))
  }

  @Test func numbersAreRounded() {
    let rounded = [(2.345, 2), (-0.04, 1), (-0.06, 1), (0.05, 3), (41, 0), (.nan, 2)].map(ReportNumber.text)
    #expect(rounded == ["2.35", "0.0", "−0.1", "0.050", "41", "–"])
    #expect([(1.25, 1), (0, 1), (-3, 0)].map(ReportNumber.signed) == ["+1.3", "0.0", "−3"])
  }

  /// Writes the sample as a page to look at, where a path is given.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SONGBOARD_SAMPLE_REPORT"] != nil))
  func samplePage() throws {
    let path = try #require(ProcessInfo.processInfo.environment["SONGBOARD_SAMPLE_REPORT"])
    try SampleReport.make().text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(FileManager.default.fileExists(atPath: path))
  }
}

extension LearningReport {
  /// The page as text; empty if it cannot be written.
  fileprivate var text: String { String(decoding: (try? page.bytes()) ?? [], as: UTF8.self) }
}
