import Engine
import FoundationEssentials
import Pipeline
import StageKit
import Testing

/// A folder for one test, with songs, a pipeline of the test stages, and an output folder.
final class Workshop {
  let folder: String
  /// What happened in the last run.
  private(set) var events: [RunEvent] = []
  /// What became of the tracks of the last run.
  private(set) var reports: [String: TrackReport] = [:]

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder + "/songs", withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The sample rate of songs and plans, in Hz.
  static let sampleRate = 8000

  /// Writes a song: 16-bit samples, full scale at 32,768.
  func addSong(_ name: String, _ samples: [Int16]) throws {
    try addFile("songs/\(name)", wave(samples))
  }

  func addFile(_ name: String, _ bytes: [UInt8]) throws {
    let path = "\(folder)/\(name)"
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// - Parameters:
  ///   - file: Where the pipeline lies, in the folder.
  ///   - source: More settings of the source, such as `, damaged: keep`.
  ///   - tracks: What the command line has in place of the pipeline's songs.
  ///   - more: More types of stages.
  func plan(
    _ stages: String, as file: String = "test.yaml", source: String = "", tracks: [String] = [],
    with more: [StageKind] = []
  ) throws -> Plan {
    let types: [StageKind] = [
      StageKind(Groups.self), StageKind(Share.self), StageKind(Join.self), StageKind(Print.self),
      StageKind(Census.self), StageKind(Learn.self), StageKind(Twice.self), StageKind(Quote.self),
      StageKind(Judge.self),
    ]
    let registry = try Registry([Plugin(name: "tests", stages: types + more)])
    let text = "version: 1\nsource: {rate: \(Self.sampleRate) Hz\(source)}\nstages:\n\(stages)"
    let result = Planner(registry: registry).plan(Array(text.utf8), file: "\(folder)/\(file)", tracks: tracks)
    return try #require(result.plan, "\(result.diagnostics)")
  }

  @discardableResult
  func run(
    _ stages: String, as file: String = "test.yaml", source: String = "", over songs: [String] = ["songs"],
    jobs: Int = 2, failFast: Bool = false, overwrites: Bool = false, with more: [StageKind] = [],
    version: String = "test"
  ) async throws -> (summary: RunSummary, reports: [String: TrackReport]) {
    let run = try run(
      of: plan(stages, as: file, source: source, with: more), over: songs, jobs: jobs, failFast: failFast,
      overwrites: overwrites, version: version)
    reports = [:]
    events = []
    let summary = try await run { event in
      events.append(event)
      if case .trackFinished(let report) = event { reports[report.track] = report }
    }
    return (summary, reports)
  }

  /// Runs until something happens, and interrupts then.
  func interrupt(
    _ stages: String, source: String = "", when happens: @escaping @Sendable (RunEvent) -> Bool
  ) async throws -> RunSummary {
    let run = try run(of: plan(stages, source: source), over: ["songs"], jobs: 2)
    let (happened, sender) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await run { event in
        if happens(event) { sender.finish() }
      }
    }
    for await _ in happened {}
    task.cancel()
    return try await task.value
  }

  /// A run of a plan that nobody has begun yet.
  func run(
    of plan: Plan, over songs: [String], jobs: Int, failFast: Bool = false, overwrites: Bool = false,
    version: String = "test"
  ) throws -> Run {
    let library = plan.source.split == nil ? try Library(songs.map { "\(folder)/\($0)" }) : try Library(plan.source)
    var options = RunOptions(output: output, jobs: jobs)
    options.failFast = failFast
    options.overwrites = overwrites
    return try Run(of: plan, over: library, options: options, version: version)
  }

  /// The corpus stages that worked in the last run, in order.
  var learned: [String] {
    events.compactMap { if case .corpusStageStarted(let stage) = $0 { stage } else { nil } }
  }

  /// Whether each corpus stage of the last run was cached.
  var isCached: [String: Bool] {
    let pairs = events.compactMap { event -> (String, Bool)? in
      if case .corpusStageFinished(let stage, _, _, let isCached) = event { (stage, isCached) } else { nil }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// The objects of the store, as paths below it, sorted.
  func storedObjects() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: store).filter { $0.count == 33 }.sorted()
  }

  /// Changes the last byte of an object.
  func damageObject(_ name: String) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: "\(store)/\(name)")))
    bytes[bytes.count - 1] ^= 1
    try addFile("out/.songboard/\(name)", bytes)
  }

  private var store: String { "\(output)/.songboard" }

  var output: String { folder + "/out" }

  func document(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(output)/\(path)")), as: UTF8.self)
  }

  /// All documents, by path; not the run's own files.
  func documents() throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: output).filter {
      !$0.hasPrefix(".songboard") && !["run.jsonl", "run.yaml"].contains($0) && $0.contains(".")
    }
    return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try document($0)) })
  }

  /// - Parameter samples: Those of the channels in turn.
  func wave(_ samples: [Int16], channels: UInt16 = 1) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
    let size = UInt32(samples.count * 2)
    let rate = UInt32(Self.sampleRate)
    let format =
      Array("WAVEfmt ".utf8) + bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(channels) + bytes(rate)
      + bytes(rate * 2 * UInt32(channels)) + bytes(2 * channels) + bytes(UInt16(16))
    return Array("RIFF".utf8) + bytes(36 + size) + format + Array("data".utf8) + bytes(size) + samples.flatMap(bytes)
  }
}
