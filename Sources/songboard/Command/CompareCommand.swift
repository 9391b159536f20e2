import ArgumentParser
import Engine
import Files
import StageKit
import Studies

/// `songboard compare RUN...`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares what runs have learned: means, deviations and tests over seeds and songs.",
    discussion: """
      A run is its output folder, the report that `evaluate` wrote there, or the folder of a study (`run --sweep`). Runs that \
      differ in seeds alone are one arm; what else they differ in tells arms apart. Where no setting tells, give names: \
      more=out/a less=out/b.
      It writes comparison.html, .json, .csv and .tex, tests.csv, curves.csv and, for TensorBoard, event files. Of a study \
      that was begun with --preregister, its claims are answered (claims.csv) and nothing else is tested.
      Exit codes: 0 done, 1 runs cannot be compared or a file cannot be written, 64 the command line is wrong.
      """)

  @Argument(help: ArgumentHelp("Runs and studies.", valueName: "[name=]run"), completion: .directory)
  var runs: [String]

  @Option(name: .shortAndLong, help: "The folder for the comparison.", completion: .directory)
  var output: String

  @Flag(help: "Replace files that songboard did not write, or that were changed since; copies of them stay.")
  var overwrite = false

  func run() throws {
    do {
      try StudyFiles(folder: output, overwrites: overwrite).writeComparison(of: runs)
    } catch let failure as Failure {
      Console.message("error: \(failure)")
      throw ExitCode(1)
    }
  }
}

/// The files that a study has besides those of its runs.
struct StudyFiles {
  /// The study's folder, or that of a comparison.
  let folder: String
  /// Whether files that songboard did not write make way, and stay as numbered copies.
  let overwrites: Bool

  /// Compares runs, and tells of it.
  ///
  /// - Throws: ``Failure`` if they cannot be compared, or a file cannot be written.
  func writeComparison(of words: [String]) throws {
    let runs = try StudiedRuns(words)
    let claims = try runs.claims.map { text throws(Failure) in try Claims(text, file: "the claims") }
    let comparison = try StudyComparison(runs, claims: claims)
    for file in try comparison.files(title: "Comparison", claims: claims) { try write(file.bytes, to: file.path) }
    Console.data(TextTable(rows: comparison.table).text)
    for answer in comparison.answerTexts(claims) { Console.data("\(answer)\n") }
    for note in comparison.notes { Console.message("note: \(note)") }
    Console.message("\(folder)/comparison.html and the tables beside it compare \(runs.count) runs")
  }

  /// Writes a file whole.
  ///
  /// - Throws: ``Failure`` if somebody else's file is there, or it cannot be written.
  func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OwnFile(path, in: folder)
    let copy = try file.write(overwrites: overwrites) { draft in try OutputFile(path: draft, mode: .new).write(bytes) }
    if let copy { Console.message("\(folder)/\(path): the file that was there is now \(copy)") }
  }
}
