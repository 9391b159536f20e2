import Cluster
import Engine
import Glibc
import Pipeline
import StageKit

/// One step of a plan over songs that are not there, by the code that songboard runs, but for the stages' work:
///
///     ClusterBenchmark plan|shards|status|merge|library FOLDER TRACKS SHARDS
///
/// It prints how long the step took, how much memory, and what came of it. `Tests/Benchmarks/cluster.py` does all of them.
@main
struct ClusterBenchmark {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 5, let tracks = Int(words[3]), let shards = Int(words[4]) else {
      throw Failure("takes a step, a folder, and how many tracks and shards")
    }
    let benchmark = Self(folder: words[2], tracks: tracks, shards: shards)
    let start = ContinuousClock.now
    let outcome =
      switch words[1] {
      case "plan": try benchmark.plan()
      case "shards": try await benchmark.work()
      case "status": try benchmark.status()
      case "merge": try benchmark.merge()
      case "library": try benchmark.library()
      default: throw Failure("'\(words[1])' is no step")
      }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print("\(seconds) s, \(try Self.mebibytes) MiB: \(outcome)")
  }

  let folder: String
  let tracks: Int
  let shards: Int

  private var planPath: String { "\(folder)/plan" }
  private var output: String { "\(folder)/out" }

  /// Freezes a plan over the songs.
  private func plan() throws -> String {
    let text = Array(
      """
      version: 1
      source: {rate: 8 kHz}
      stages:
        json: {use: nothing, to: "{track}.json"}
        csv: {use: nothing, to: "{track}.csv"}
        edl: {use: nothing, to: "{track}.edl"}
        html: {use: nothing, to: "{track}.html"}
      """.utf8)
    let registry = try Registry([Plugin(name: "benchmark", stages: [StageKind(Nothing.self)])])
    let result = Planner(registry: registry).plan(text, file: "\(folder)/pipeline.yaml")
    guard let plan = result.plan else { throw Failure("\(result.diagnostics)") }
    let (frozen, _) = try PlanWriter(path: planPath).write(
      plan, text: text, over: songs, request: PlanRequest(shards: shards), version: "benchmark",
      build: "benchmark")
    return "\(frozen.trackCount) tracks in \(frozen.shards.count) shards of \(frozen.shards.min() ?? 0) to "
      + "\(frozen.shards.max() ?? 0)"
  }

  /// The songs, as they would be found.
  private func songs(_ body: (LibraryTrack, Int) throws(Failure) -> Void) throws {
    for number in 0..<tracks {
      let path = "artist \(number / 100)/album \(number / 10 % 10)/song \(number).flac"
      let planned = PlannedFile(size: 30_000_000 + number, modified: 1_700_000_000_000_000_000 + number, digest: nil)
      let song = LibraryTrack(
        file: "/library/\(path)", path: path, suffix: ".flac", isFolder: false, part: .training, group: nil,
        planned: planned)
      try body(song, 0)
    }
  }

  /// Does all shards but for the stages' work, one after another: reads their tracks and writes their journals.
  private func work() async throws -> String {
    let folder = try PlanFolder(path: planPath)
    var count = 0
    for shard in folder.plan.shards.indices {
      let attempt = try ShardAttempt(at: shard, of: folder, in: output)
      try await attempt { journal in
        for track in attempt.library.tracks {
          try journal(report(of: track, by: attempt.attempt.id))
          count += 1
        }
      }
    }
    return "\(count) lines"
  }

  private func status() throws -> String {
    let status = try PlanStatus(of: try PlanFolder(path: planPath).plan, in: output)
    return "\(status.triedCount) tracks tried, \(status.unfinished.count) shards unfinished"
  }

  private func merge() throws -> String {
    let outcome = try Merger(try PlanFolder(path: planPath), in: output)()
    return "\(outcome.counts.values.reduce(0, +)) lines, \(outcome.missing.count) missing"
  }

  /// What the corpus stages' run begins with: all tracks.
  private func library() throws -> String {
    "\(try PlanFolder(path: planPath).mergedLibrary(in: output).tracks.count) tracks"
  }

  /// A line as long as those of a run.
  private func report(of track: LibraryTrack, by run: String) -> TrackReport {
    let documents = ["csv", "edl", "html", "json"].map { "\(track.name).\($0)" }
    let timings = ["frames", "beats", "sections", "types", "cuts", "publish", "hash"].enumerated().map { index, step in
      TrackReport.Timing(step: step, seconds: 0.123456789 * Double(index + 1))
    }
    return TrackReport(
      run: run, time: RunClock.now, track: track.path, status: .ok, hash: "0123456789abcdef0123456789abcdef",
      seconds: 241.3, tempo: 123.4, decoder: "libsndfile: FLAC (Free Lossless Audio Codec), Signed 16 bit PCM",
      documents: documents, written: documents, timings: timings)
  }

  /// The most memory that the process has had.
  private static var mebibytes: Int {
    get throws {
      var usage = rusage()
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss >> 10
    }
  }
}

/// A stage that gives a document of nothing.
private struct Nothing: TrackStage {
  static let text = Output<Document>("text", fileExtension: "txt", "Nothing.")
  static let declaration = StageDeclaration(
    id: "nothing", doc: "Gives a document of nothing.", source: "This benchmark.", inputs: [], outputs: [text])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) -> FrameFormats { FrameFormats() }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var artifacts = Artifacts()
    artifacts[Self.text] = Document(text: "")
    return artifacts
  }
}
