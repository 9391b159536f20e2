import Cluster
import Engine
import Files
import FoundationEssentials
import Pipeline
import StageKit
import Testing

/// A folder for one test, with a plan of songs that are not there, and an output folder.
final class PlanWorkshop {
  static let version = "1.2.3"

  let folder: String
  var planPath: String { "\(folder)/plan" }
  var output: String { "\(folder)/out" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func addFile(_ name: String, _ text: String) throws {
    try FileTree.makeFolder(FileTree.folder(of: "\(folder)/\(name)"))
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// Makes a folder with all that is in it as old as so many hours.
  func age(_ name: String, hours: Double) throws {
    let inner = try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(name)").map { "\(name)/\($0)" }
    for path in [name] + inner {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -3600 * hours)], ofItemAtPath: "\(folder)/\(path)")
    }
  }

  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
  }

  /// A track whose file was of some size.
  static func track(_ path: String, part: TrackPart = .training, group: String? = nil) -> LibraryTrack {
    LibraryTrack(
      file: "/library/\(path)", path: path, suffix: ".flac", isFolder: false, part: part, group: group,
      planned: PlannedFile(size: 5, modified: 7, digest: Digest(high: 1, low: 2)))
  }

  static func text() -> [UInt8] {
    Array("version: 1\nsource: {rate: 8 kHz}\nstages:\n  a: {use: nothing, with: {word: w}}\n".utf8)
  }

  static func planner(revision: Int = 1, origin: StageOrigin? = nil) throws -> Planner {
    let declaration = StageDeclaration(
      id: "nothing", revision: revision, doc: "Gives a document of nothing.", source: "These tests.", inputs: [],
      outputs: [Nothing.text], parameters: [Nothing.word, Nothing.file], origin: origin)
    let kind = StageKind(declaration, granularity: .track) { .track(Nothing($0)) }
    return Planner(registry: try Registry([Plugin(name: "tests", stages: [kind])]))
  }

  /// Freezes a plan.
  @discardableResult
  func freeze(
    _ paths: [String], shards: Int, set: [String] = [], tracks: [LibraryTrack]? = nil, origin: StageOrigin? = nil,
    build: String = "songboard 1.2.3 (aaaaaaa)"
  ) throws -> (plan: FrozenPlan, isKnown: Bool) {
    let result = try Self.planner(origin: origin).plan(
      Self.text(), file: "\(folder)/pipeline.yaml", overrides: set.map { Override($0) }, from: FileTree.fromRoot("."))
    let plan = try #require(result.plan, "\(result.diagnostics)")
    let songs = tracks ?? paths.map { Self.track($0) }
    return try PlanWriter(path: planPath).write(
      plan, text: Self.text(), over: { body in for song in songs { try body(song, 0) } },
      request: PlanRequest(shards: shards, overrides: set), version: Self.version, build: build)
  }

  /// The paths of so many tracks.
  static func paths(_ count: Int) -> [String] { (0..<count).map { "a \($0 % 7)/song \($0).flac" } }

  /// Has an attempt at a shard write lines of a status.
  func attempt(
    _ shard: Int, status: TrackStatus = .ok, time: Int = 100, where isWanted: (LibraryTrack) -> Bool = { _ in true }
  ) async throws {
    let attempt = try ShardAttempt(at: shard, of: try PlanFolder(path: planPath), in: output)
    try await attempt { journal in
      for track in attempt.library.tracks where isWanted(track) {
        try journal(
          TrackReport(
            run: "r", time: time, track: track.path, status: status, hash: Digest(high: 3, low: 4).hex, seconds: 2.5,
            tempo: 120, documents: ["\(track.name).txt"], warnings: ["a \"track\":\"x\" } word"]))
      }
    }
  }

  /// The journals of a shard.
  func journals(of shard: Int) throws -> [String] {
    JournalFolder(of: try PlanFolder(path: planPath).plan, in: output).files()[shard] ?? []
  }
}

/// A stage that gives a document of nothing.
struct Nothing: TrackWorker {
  static let text = Output<Document>("text", fileExtension: "txt", "Nothing.")
  static let word = Parameter("word", default: "", "Any word.")
  static let file = Parameter("file", default: SettingFile?.none, "Any file.")

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) -> FrameFormats { FrameFormats() }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var artifacts = Artifacts()
    artifacts[Self.text] = Document(text: "")
    return artifacts
  }
}
