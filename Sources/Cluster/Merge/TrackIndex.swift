import Engine
import Files
import Formats
import StageKit

/// What became of all tracks of a plan, as a database to ask: `index.sqlite` in the output folder.
final class TrackIndex {
  /// The index's name in the output folder.
  static let name = "index.sqlite"

  private static let schema = """
    CREATE TABLE plan (id TEXT, songboard TEXT, pipeline TEXT, shards INTEGER, tracks INTEGER);
    CREATE TABLE tracks (
      number INTEGER PRIMARY KEY, track TEXT NOT NULL, shard INTEGER NOT NULL, status TEXT NOT NULL, seconds REAL,
      tempo REAL, hash TEXT, decoder TEXT, reason TEXT, warnings INTEGER NOT NULL, documents INTEGER NOT NULL);
    CREATE TABLE documents (
      number INTEGER NOT NULL REFERENCES tracks (number), path TEXT NOT NULL, PRIMARY KEY (number, path)) WITHOUT ROWID;
    """
  private static let ends = """
    CREATE UNIQUE INDEX tracks_by_path ON tracks (track);
    CREATE INDEX tracks_by_status ON tracks (status);
    CREATE TABLE counts AS SELECT status, count(*) AS tracks FROM tracks GROUP BY status;
    COMMIT;
    """

  private let file: SQLiteFile
  private let tracks: SQLiteFile.Statement
  private let documents: SQLiteFile.Statement

  /// Begins an index of a plan.
  ///
  /// - Throws: ``Failure`` if the file cannot be written.
  init(path: String, of plan: FrozenPlan) throws(Failure) {
    file = try SQLiteFile(path: path, isNew: true)
    try file.run(Self.schema)
    tracks = try file.statement("INSERT INTO tracks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    documents = try file.statement("INSERT OR IGNORE INTO documents VALUES (?, ?)")
    try file.statement("INSERT INTO plan VALUES (?, ?, ?, ?, ?)")(
      .text(plan.id), .text(plan.songboard), .text(plan.pipeline), .integer(plan.shards.count),
      .integer(plan.trackCount))
  }

  /// Takes a track's line in.
  func add(_ line: JSONNode, number: Int, shard: Int) throws(Failure) {
    func text(_ key: String) -> SQLiteFile.Value { line[key]?.text.map { .text($0) } ?? .null }
    func real(_ key: String) -> SQLiteFile.Value { line[key]?.number.map { .real($0) } ?? .null }
    let paths = line["documents"]?.texts ?? []
    try tracks(
      .integer(number), text("track"), .integer(shard), text("status"), real("seconds"), real("tempo"), text("hash"),
      text("decoder"), text("reason"), .integer(line["warnings"]?.elements?.count ?? 0), .integer(paths.count))
    for path in paths { try documents(.integer(number), .text(path)) }
  }

  /// Ends the index.
  func finish() throws(Failure) { try file.run(Self.ends) }

  /// The contents of the tracks' files, by the tracks' numbers, of the index in an output folder.
  ///
  /// - Throws: ``Failure`` if there is none of this plan.
  static func digests(of plan: FrozenPlan, in output: String) throws -> [Int: Digest] {
    let remedy = "run songboard merge first"
    guard FileTree.exists("\(output)/\(name)") else { throw Failure("\(output): holds no \(name)", remedy: remedy) }
    let file = try SQLiteFile(path: "\(output)/\(name)", isNew: false)
    var ids: [String?] = []
    try file.forEachRow(of: "SELECT id FROM plan") { ids += $0 }
    guard ids == [plan.id] else { throw Failure("\(output)/\(name): is of another plan", remedy: remedy) }
    var digests: [Int: Digest] = [:]
    try file.forEachRow(of: "SELECT number, hash FROM tracks WHERE hash IS NOT NULL") { row in
      if let number = row[0].flatMap({ Int($0) }), let hash = row[1].flatMap({ Digest(hex: $0) }) {
        digests[number] = hash
      }
    }
    return digests
  }
}
