import Evaluation
import Files
import Pipeline
import StageKit
import Studies

/// The claims of a study before its first run, held against the report that its pipeline makes.
struct StudyClaims {
  /// The text of the file.
  let text: String
  /// The songs that the report scores.
  let part: TrackPart

  /// So many claims that cannot hold are named; of more, how many there are.
  private static let mostNamed = 5

  private let file: String
  private let claims: Claims

  /// Reads a file of claims.
  ///
  /// - Throws: ``Failure`` if the plan has no report or more than one, with all that is wrong with the file, or if a claim is
  ///   of a row that the report will not have.
  init(_ file: String, of plan: Plan) throws(Failure) {
    let report = try Self.report(of: plan)
    self.file = file
    text = String(decoding: try FileContent.bytes(of: file, atMost: Claims.mostBytes), as: UTF8.self)
    claims = try Claims(text, file: file)
    part = report.settings[named: "part"] as? TrackPart ?? .test
    let rows = report.settings[named: "rows"] as? [String] ?? []
    let wires = (report.inputs["types"] ?? []) + (report.inputs["paths"] ?? [])
    try claims.check(rows: (rows.isEmpty ? wires.map { "\($0.from)" } : rows) + Controls.names, file: file)
  }

  /// Writes a file with a claim for each pair of rows that the report compares, if there is none.
  ///
  /// - Throws: ``Failure`` if the report compares nothing, or the file cannot be written.
  static func write(_ file: String, of plan: Plan) throws(Failure) {
    guard !FileTree.existsItself(file) else { return }
    let pairs = try report(of: plan).settings[named: "compare"] as? [String] ?? []
    guard !pairs.isEmpty else {
      throw Failure(
        "\(file): is not there, and `evaluate` compares no rows", remedy: "write it, or give `compare` pairs of rows")
    }
    try OutputFile(path: file, mode: .new).write(Array(Claims.text(of: pairs).utf8))
    Console.message(
      "\(file): what will be tested; change it before the first run is over, and run again with another -o")
  }

  /// Says which claims cannot hold in a study, since it has too few seeds or songs.
  ///
  /// - Parameter songs: How many songs are scored; `nil` if that is not known.
  func warn(in sweep: Sweep, songs: Int?) {
    let sentences = claims.outOfReach(with: Claims.Pairs(seeds: sweep.seedCount, songs: songs))
    for sentence in sentences.prefix(Self.mostNamed) { Console.message("warning: \(file): \(sentence)") }
    guard !sentences.isEmpty else { return }
    let more = sentences.count - Self.mostNamed
    let others = more > 0 ? "\(more) more claims cannot hold either; " : ""
    Console.message(
      "warning: \(file): \(others)take more with --sweep '*.seed=...' and more songs, or join studies that were begun with "
        + "these claims by `songboard compare`")
  }

  private static func report(of plan: Plan) throws(Failure) -> PlannedStage {
    let reports = plan.stages.filter { $0.declaration.id == "evaluate" }
    guard let report = reports.first, reports.count == 1 else {
      throw Failure("\(plan.file): has \(reports.count) stages `evaluate`", remedy: "claims are of the rows of one")
    }
    return report
  }
}
