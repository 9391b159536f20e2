import Formats
import FoundationEssentials
import Learning
import StageKit
import Testing

@testable import Studies

struct StudyComparisonTests {
  /// Three seeds of two settings: hRNN, which does not have the setting, is one row.
  private func study() throws -> [StudiedRun] {
    try (1...3).flatMap { seed in
      try ["2", "4"].map { tau in
        let lift = tau == "4" ? 3.0 : 1
        var run = MadeRun(seed: "\(seed)", tau: tau)
        run.accuracy = [
          "hRNN": [40 + Double(seed), 50], "RNN-KD": [40 + Double(seed) + lift, 50 + lift * Double(seed)],
        ]
        return try run.run("seed=\(seed),tau=\(tau)")
      }
    }
  }

  @Test func rowsAreArms() throws {
    let comparison = try StudyComparison(StudiedRuns(study()), claims: nil)
    #expect(comparison.replicates == ["1", "2", "3"])
    #expect(comparison.rows.map(\.name) == ["RNN-KD [student.tau=2]", "RNN-KD [student.tau=4]", "hRNN"])
    #expect(comparison.rows.map { $0.numbers(.accuracy).count } == [3, 3, 3])
    #expect(comparison.best(.accuracy) == 1)
    #expect(comparison.best(.negativeLogLikelihood) == nil)
  }

  @Test func pairsOverSeedsAndSongs() throws {
    let comparison = try StudyComparison(StudiedRuns(study()), claims: nil)
    let lines = comparison.lines.filter { $0.metric == .accuracy }
    #expect(
      lines.map { "\(comparison.rows[$0.pair.first].name) - \(comparison.rows[$0.pair.second].name)" } == [
        "RNN-KD [student.tau=2] - hRNN", "RNN-KD [student.tau=4] - hRNN",
        "RNN-KD [student.tau=4] - RNN-KD [student.tau=2]",
      ])
    let first = try #require(lines[0].tests[.seeds])
    // By seed, the mean of both songs: (1 + seed) / 2.
    #expect(first.differences == [1, 1.5, 2])
    #expect(first.probability == 0.25)
    #expect(lines[0].corrected[.seeds] == 0.75)
    // By song, the mean of the seeds.
    #expect(try #require(lines[0].tests[.songs]).differences == [1, 2])
    #expect(comparison.notes.count == 2)
  }

  @Test func runsThatContradictEachOther() throws {
    let other = MadeRun(accuracy: ["hRNN": [41, 50], "RNN-KD": [42, 51]])
    let runs = try [MadeRun().run("one"), other.run("two")]
    #expect(throws: Failure.self) { try StudyComparison(StudiedRuns(runs), claims: nil) }
    // Names tell what no setting does.
    let named = try [MadeRun().run("one", label: "more"), other.run("two", label: "less")]
    let comparison = try StudyComparison(StudiedRuns(named), claims: nil)
    #expect(comparison.rows.map(\.name) == ["RNN-KD [more]", "RNN-KD [less]", "hRNN [more]", "hRNN [less]"])
    // The same run twice says nothing new.
    #expect(
      try StudyComparison(StudiedRuns([MadeRun().run("one"), MadeRun().run("copy")]), claims: nil).replicates == ["1"])
  }

  @Test func otherSongsAreReplicates() throws {
    let runs = try [MadeRun().run("one"), MadeRun(songs: ["c", "d"]).run("two")]
    let comparison = try StudyComparison(StudiedRuns(runs), claims: nil)
    #expect(comparison.replicates == ["songs 1", "songs 2"])
    #expect(comparison.lines.allSatisfy { $0.tests[.songs] == nil })
    #expect(comparison.notes.contains { $0.contains("score different songs") })
  }

  @Test func otherSecondsOfTheSameSongsAreNotPaired() throws {
    let runs = try [MadeRun(tau: "2").run("one"), MadeRun(tau: "4", seconds: 48).run("two")]
    let comparison = try StudyComparison(StudiedRuns(runs), claims: nil)
    #expect(comparison.lines.allSatisfy { $0.tests[.songs] == nil })
    #expect(comparison.notes.contains { $0.contains("different seconds of the same songs") })
    let same = try StudyComparison(
      StudiedRuns([MadeRun(tau: "2").run("one"), MadeRun(tau: "4").run("two")]), claims: nil)
    #expect(same.lines.contains { $0.tests[.songs] != nil })
    #expect(!same.notes.contains { $0.contains("different s") })
  }

  @Test func filesOfAComparison() throws {
    let comparison = try StudyComparison(StudiedRuns(study()), claims: nil)
    let files = try comparison.files(title: "Comparison", claims: nil)
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    #expect(texts["comparison.csv"]?.contains("RNN-KD,student.tau=4,accuracy,%,3,") == true)
    #expect(texts["comparison.tex"]?.contains("RNN-KD [student.tau=4] & $\\mathbf{") == true)
    #expect(texts["tests.csv"]?.split(separator: "\r\n").count == 7)
    #expect(texts["tests.csv"]?.contains(",accuracy,%,seeds,3,") == true)
    #expect(texts["claims.csv"] == nil)
    for metric in Metric.allCases {
      #expect(texts["comparison.json"]?.contains("\"\(metric.rawValue)\" : \"\(metric.unit)\"") == true)
    }
    #expect(texts["curves.csv"]?.contains("\"seed=1,tau=2\",kd: student,epoch,1,2.5,0.5,1.5,1") == true)
    #expect(files.filter { $0.path.hasPrefix("tensorboard/seed=1,tau=2/kd_ student/events.out.tfevents") }.count == 1)
    let again = try StudyComparison(StudiedRuns(study()), claims: nil).files(title: "Comparison", claims: nil)
    #expect(again.map(\.bytes) == files.map(\.bytes))
  }

  /// A study that was stopped has folders without a report, and runs without a folder.
  @Test(arguments: [true, false])
  func aStudyThatIsNotDone(hasFolder: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, to name: String) throws {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let record = StudyRecord(pipeline: "train", set: [], runs: ["seed=1", "seed=2"], claims: nil)
    try write(record.text(), to: StudyRecord.fileName)
    try write(MadeRun().json, to: "seed=1/report.json")
    if hasFolder { try write("{}", to: "seed=2/other.json") }
    let failure = #expect(throws: Failure.self) { try StudiedRuns([folder.path]) }
    #expect(failure?.reason.hasSuffix("seed=2: holds no report of `evaluate`") == true)
    #expect(failure?.remedy.hasPrefix("run the study again") == true)
    try write(MadeRun(seed: "2").json, to: "seed=2/report.json")
    #expect(try StudiedRuns([folder.path]).count == 2)
  }

  @Test func fewSongsAreSaid() throws {
    let few = try StudyComparison(StudiedRuns([MadeRun().run("a")]), claims: nil)
    #expect(few.notes.contains { $0.contains("as few as 2 songs") })
    let accuracy = ["hRNN": [Double](repeating: 40, count: 5), "RNN-KD": [Double](repeating: 41, count: 5)]
    let many = MadeRun(accuracy: accuracy, songs: ["a", "b", "c", "d", "e"])
    #expect(try !StudyComparison(StudiedRuns([many.run("a")]), claims: nil).notes.contains { $0.contains("as few") })
  }

  // MARK: Claims

  private func answers(_ lines: String...) throws -> [Bool?] {
    let claims = try Claims("claims:\n" + lines.map { "  - {\($0)}\n" }.joined(), file: "claims.yaml")
    let comparison = try StudyComparison(StudiedRuns(study()), claims: claims)
    #expect(comparison.lines.isEmpty)
    return comparison.answers.map { $0.holds(alpha: claims.alpha) }
  }

  @Test func claimsAreAnswered() throws {
    // With three seeds no probability is below 0.05: only counts can hold.
    #expect(try answers("compare: RNN-KD - hRNN, metric: accuracy, expect: higher") == [false, false])
    #expect(try answers("compare: RNN-KD - hRNN, metric: accuracy, expect: higher, in: 3") == [true, true])
    #expect(try answers("compare: RNN-KD - hRNN, metric: accuracy, expect: higher, by: 1.5, in: 3") == [false, true])
    #expect(try answers("compare: RNN-KD - hRNN, metric: accuracy, expect: lower, in: 1") == [false, false])
    #expect(try answers("compare: RNN-KD - hRNN, metric: accuracy, expect: within, by: 2, in: 3") == [true, false])
    #expect(
      try answers(
        "compare: \"RNN-KD [student.tau=4] - RNN-KD [student.tau=2]\", metric: accuracy, expect: higher, in: 3")
        == [true])
  }

  /// Each answer has its line, also one that is judged by no probability, and one that nothing answers.
  @Test func claimsAreATable() throws {
    let claims = try Claims(
      """
      claims:
        - {compare: RNN-KD - hRNN, metric: accuracy, expect: higher, by: 1.5, in: 3}
        - {compare: RNN-KD - hRNN, metric: accuracy, over: songs, expect: not_lower, by: 0.5, in: mean}
        - {compare: "RNN-KD [student.tau=4] - hRNN", metric: accuracy}
        - {compare: "nobody, at all - hRNN", metric: negativeLogLikelihood, in: 1}
      """, file: "claims.yaml")
    let files = try StudyComparison(StudiedRuns(study()), claims: claims).files(title: "", claims: claims)
    let text = String(decoding: try #require(files.first { $0.path == "claims.csv" }).bytes, as: UTF8.self)
    let start = "accuracy,%"
    let rounded = text.replacing(/\d+\.\d+/) { "\(((Double($0.output) ?? 0) * 100).rounded() / 100)" }
    #expect(
      rounded.split(separator: "\r\n").dropFirst().map(String.init) == [
        "RNN-KD [student.tau=2],hRNN,\(start),seeds,higher,1.5,3,3,1.5,0.29,2,0,,,0",
        "RNN-KD [student.tau=4],hRNN,\(start),seeds,higher,1.5,3,3,4.5,0.87,3,0,,,1",
        "RNN-KD [student.tau=2],hRNN,\(start),songs,not_lower,0.5,mean,2,1.5,0.5,2,0,,,1",
        "RNN-KD [student.tau=4],hRNN,\(start),songs,not_lower,0.5,mean,2,4.5,1.5,2,0,,,1",
        "RNN-KD [student.tau=4],hRNN,\(start),seeds,different,0.0,p,3,4.5,0.87,3,0,0.25,0.25,0",
        "\"nobody, at all\",hRNN,negativeLogLikelihood,nats,seeds,different,0.0,1,0,,,0,,,,",
      ])
  }

  @Test(arguments: [
    "compare: RNN-KD, metric: accuracy", "compare: a - b", "compare: a - b, metric: accurate",
    "compare: a - b, metric: accuracy, expect: within, by: 1", "compare: a - b, metric: accuracy, by: 1",
    "compare: a - b, metric: accuracy, expect: not_lower", "compare: a - b, metric: accuracy, in: median",
    "compare: a - b, metric: accuracy, in: 2.5", "compare: a - b, metric: accuracy, in: 0",
    "compare: a - b, metric: accuracy, over: weeks", "compare: a - b, metric: accuracy, more: 1",
    "compare: a - a, metric: accuracy", "compare: \"a [s.x=1] - a [s.x=1]\", metric: accuracy",
  ])
  func refusedClaims(_ line: String) {
    #expect(throws: Failure.self) { try Claims("claims:\n  - {\(line)}\n", file: "claims.yaml") }
  }

  @Test func rowsOfClaims() throws {
    let claims = try Claims("claims: [{compare: RNN-KT - hRNN, metric: accuracy}]", file: "claims.yaml")
    let rows = ["RNN-KD", "hRNN"].map { PlannedRow(name: $0, givesProbabilities: true, lineages: []) }
    let failure = #expect(throws: Failure.self) { try claims.check(rows: rows, file: "claims.yaml") }
    #expect(failure?.description.contains("did you mean 'RNN-KD'") == true)
    // After the runs it is too late for an error: nothing is measured.
    #expect(try answers("compare: RNN-KT - hRNN, metric: accuracy, in: 1") == [nil])
    let lost = try Claims("claims: [{compare: RNN-KT - hRNN, metric: accuracy}]", file: "claims.yaml")
    let comparison = try StudyComparison(StudiedRuns(study()), claims: lost)
    #expect(
      comparison.answerTexts(lost) == [
        "not measured: accuracy: RNN-KT - hRNN is not 0, over seeds (nothing to pair)"
      ])
    let page = try comparison.files(title: "", claims: lost).first { $0.path == "comparison.html" }
    #expect(String(decoding: try #require(page).bytes, as: UTF8.self).contains("<td>not measured</td>"))
  }

  /// Of two seeds that are swept together, hRNN hangs on one: its trainings are not four.
  @Test func oneTrainingCountsOnce() throws {
    let runs = try ["1", "2"].flatMap { seed in
      try (1...2).map { student in
        var run = MadeRun(seed: "\(student)")
        run.assistantSeed = seed
        run.accuracy = [
          "hRNN": [40 + (Double(seed) ?? 0), 50], "RNN-KD": [44 + Double(student), 50], "other": [1, 1],
        ]
        return try run.run("\(seed) \(student)")
      }
    }
    let comparison = try StudyComparison(StudiedRuns(runs), claims: nil)
    #expect(comparison.replicates.count == 4)
    let row = try #require(comparison.rows.first { $0.system == "hRNN" })
    #expect(row.trainings(.accuracy) == [45.5, 46])
    let other = try #require(comparison.rows.first { $0.system == "other" })
    #expect(PairedTest(row, minus: other, metric: .accuracy, over: .seeds)?.differences == [44.5, 45])
  }

  /// A loop that kept the round before its first gives the student that it was given, here in two of three seeds of tau 4.
  private func studyWithCopies() throws -> [StudiedRun] {
    try (1...3).flatMap { seed in
      try ["2", "4"].map { tau in
        let student = [40 + Double(seed), 50 + Double(tau)!]
        var run = MadeRun(seed: "\(seed)", tau: tau)
        run.accuracy = [
          "1 RNN-KD": student, "2 RNN-DIL": tau == "4" && seed == 3 ? [44, 56] : student, "3 KDrep": student,
        ]
        run.compared = ("2 RNN-DIL", "3 KDrep")
        return try run.run("seed=\(seed),tau=\(tau)")
      }
    }
  }

  @Test func rowsThatAreCopiesAreSaid() throws {
    let comparison = try StudyComparison(StudiedRuns(studyWithCopies()), claims: nil)
    #expect(
      comparison.rows.indices.map { comparison.copies.note(of: $0) } == [
        nil, nil, "the same as 1 RNN-KD [student.tau=2]",
        "the same as 1 RNN-KD [student.tau=4] in 2 of 3 seeds",
        "the same as 1 RNN-KD [student.tau=2]", "the same as 1 RNN-KD [student.tau=4]",
      ])
    #expect(
      comparison.notes[0]
        == "Rows with the numbers of a row above say nothing of their own: "
        + "2 RNN-DIL has those of 1 RNN-KD in 5 of 6 runs, 3 KDrep has those of 1 RNN-KD.")
    let files = try comparison.files(title: "", claims: nil)
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    // Two of tau 2 and KDrep of tau 4 in the table, and the difference of the two of tau 2.
    #expect(texts["comparison.html"]?.matches(of: /<tr class="copy">/).count == 4)
    #expect(texts["comparison.html"]?.contains("<small>both say the same</small>") == true)
    #expect(texts["comparison.csv"]?.contains(",1 RNN-KD [student.tau=4],") == true)
  }

  /// Rows that cannot differ hold every margin: a reader is told.
  @Test func claimsOfCopiesSaySo() throws {
    let text = "claims: [{compare: 2 RNN-DIL - 3 KDrep, metric: accuracy, expect: within, by: 9, in: mean}]"
    let claims = try Claims(text, file: "claims.yaml")
    let comparison = try StudyComparison(StudiedRuns(studyWithCopies()), claims: claims)
    #expect(comparison.answers.map(\.areSame) == [true, false])
    let lines = comparison.answerTexts(claims)
    #expect(lines[0].hasSuffix("in 3 of 3; both say the same"))
    #expect(lines[1].hasSuffix("in 3 of 3"))
    let page = try #require(comparison.files(title: "", claims: claims).first { $0.path == "comparison.html" })
    #expect(
      String(decoding: page.bytes, as: UTF8.self).contains(
        "2 RNN-DIL [student.tau=2] − 3 KDrep [student.tau=2]: both say the same"))
  }

  @Test func marginsAreTested() throws {
    // Eight seeds, each 0.9 to 1.1 better: surely above 0, and not surely above 1.
    let runs = try (1...8).map { seed in
      let lift = 0.9 + 0.2 * Double(seed % 2)
      let numbers = ["hRNN": [40.0, 40], "RNN-KD": [40 + lift, 40 + lift]]
      return try MadeRun(seed: "\(seed)", accuracy: numbers).run("\(seed)")
    }
    func holds(_ line: String) throws -> [Bool?] {
      let claims = try Claims("claims: [{compare: RNN-KD - hRNN, metric: accuracy, \(line)}]", file: "claims.yaml")
      return try StudyComparison(StudiedRuns(runs), claims: claims).answers.map { $0.holds(alpha: claims.alpha) }
    }
    #expect(try holds("expect: higher") == [true])
    #expect(try holds("expect: higher, by: 0.5") == [true])
    #expect(try holds("expect: higher, by: 0.99") == [false])
    #expect(try holds("expect: lower") == [false])
    #expect(try holds("expect: higher, by: 0.99, in: mean") == [true])
    #expect(try holds("expect: lower, by: 0.1, in: mean") == [false])
  }

  /// Eight seeds, each 0.08 worse or 0.04 better: surely no worse by 0.1, and not surely no worse by 0.05.
  @Test func noWorseByAMargin() throws {
    let runs = try (1...8).map { seed in
      let lift = seed % 2 == 0 ? -0.08 : 0.04
      let numbers = ["hRNN": [40.0, 40], "RNN-KD": [40 + lift, 40 + lift]]
      return try MadeRun(seed: "\(seed)", accuracy: numbers).run("\(seed)")
    }
    func holds(_ rows: String, _ line: String) throws -> [Bool?] {
      let claims = try Claims("claims: [{compare: \(rows), metric: accuracy, \(line)}]", file: "claims.yaml")
      return try StudyComparison(StudiedRuns(runs), claims: claims).answers.map { $0.holds(alpha: claims.alpha) }
    }
    #expect(try holds("RNN-KD - hRNN", "expect: not_lower, by: 0.1") == [true])
    #expect(try holds("RNN-KD - hRNN", "expect: not_lower, by: 0.05") == [false])
    #expect(try holds("RNN-KD - hRNN", "expect: not_lower, by: 0.05, in: mean") == [true])
    #expect(try holds("RNN-KD - hRNN", "expect: not_lower, by: 0.01, in: mean") == [false])
    #expect(try holds("hRNN - RNN-KD", "expect: not_higher, by: 0.1") == [true])
    #expect(try holds("hRNN - RNN-KD", "expect: not_higher, by: 0.05") == [false])
  }

  @Test func writtenClaimsAreRead() throws {
    let claims = try Claims(
      Claims.text(
        of: ["RNN-KD - hRNN", "mean of \"all\" - hRNN", "path - hRNN"],
        among: [PlannedRow(name: "path", givesProbabilities: false, lineages: [])]), file: "claims.yaml")
    #expect(claims.claims.count == 5)
    #expect(claims.claims[2].first.system == "mean of \"all\"")
    // A path has no NLL.
    #expect(claims.claims[4].first.system == "path" && claims.claims[4].metric == .accuracy)
  }
}
