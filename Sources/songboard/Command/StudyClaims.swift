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
  private let rows: [PlannedRow]

  /// Reads a file of claims.
  ///
  /// - Parameter plans: Those of the study's runs.
  /// - Throws: ``Failure`` if a plan has no report or more than one, or with all that is wrong with the file.
  init(_ file: String, of plans: [Plan]) throws(Failure) {
    let bytes = try FileContent.bytes(of: file, atMost: Claims.mostBytes)
    try self.init(text: String(decoding: bytes, as: UTF8.self), file: file, of: plans)
  }

  /// The claims of a study that has begun.
  ///
  /// - Parameter file: What messages call them.
  /// - Throws: likewise.
  init(text: String, file: String, of plans: [Plan]) throws(Failure) {
    self.file = file
    self.text = text
    claims = try Claims(text, file: file)
    rows = try Self.rows(of: plans)
    part = try plans.first.map(Self.report)?.settings[named: "part"] as? TrackPart ?? .test
  }

  /// Writes a file with a claim for each pair of rows that the report compares, if there is none.
  ///
  /// - Throws: ``Failure`` if the report compares nothing, or the file cannot be written.
  static func write(_ file: String, of plans: [Plan]) throws(Failure) {
    guard !FileTree.existsItself(file) else { return }
    let pairs = try plans.first.map(report)?.settings[named: "compare"] as? [String] ?? []
    guard !pairs.isEmpty else {
      throw Failure(
        "\(file): is not there, and `evaluate` compares no rows", remedy: "write it, or give `compare` pairs of rows")
    }
    try OutputFile(path: file, mode: .new).write(Array(Claims.text(of: pairs, among: rows(of: plans)).utf8))
    Console.message(
      "\(file): what will be tested; change it before the first run is over, and run again with another -o")
  }

  /// Checks that the comparison will have what is claimed, and says what only others will have.
  ///
  /// - Throws: ``Failure`` if a claim is of a row, an arm or a metric that the comparison will not have.
  func check() throws(Failure) {
    for sentence in try claims.check(rows: rows, file: file) { Console.message("warning: \(file): \(sentence)") }
  }

  /// Says which claims cannot hold in a study, since it has too few seeds or songs.
  ///
  /// - Parameter songs: How many songs are scored; `nil` if that is not known.
  func warn(in sweep: Sweep, songs: Int?) {
    let sentences = claims.outOfReach(with: Claims.Pairs(seeds: sweep.seedCount, songs: songs), rows: rows)
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

  /// The rows of the report, types first, and the controls.
  private static func rows(of plans: [Plan]) throws(Failure) -> [PlannedRow] {
    var reports: [PlannedStage] = []
    for plan in plans { reports.append(try report(of: plan)) }
    guard let first = reports.first else { return [] }
    let (types, paths) = (first.inputs["types"] ?? [], first.inputs["paths"] ?? [])
    let given = first.settings[named: "rows"] as? [String] ?? []
    let names = given.isEmpty ? (types + paths).map { "\($0.from)" } : given
    let lineages = reports.map { ($0.lineages["types"] ?? []) + ($0.lineages["paths"] ?? []) }
    return names.enumerated().map { place, name in
      PlannedRow(
        name: name, givesProbabilities: place < types.count,
        lineages: lineages.compactMap { $0.indices.contains(place) ? $0[place] : nil })
    } + Controls.all.map { PlannedRow(name: $0.name, givesProbabilities: $0.givesProbabilities, lineages: []) }
  }
}
