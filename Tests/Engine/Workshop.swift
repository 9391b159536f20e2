import Engine
import FoundationEssentials
import Pipeline
import StageKit
import Testing

/// A folder for one test, with songs, a pipeline of the test stages, and an output folder.
final class Workshop {
  let folder: String

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

  /// - Parameter source: More settings of the source, such as `, damaged: keep`.
  func plan(_ stages: String, source: String = "") throws -> Plan {
    let registry = try Registry([
      Plugin(name: "tests", stages: [Groups.self, Share.self, Join.self, Print.self, Census.self])
    ])
    let text = "version: 1\nsource: {rate: \(Self.sampleRate) Hz\(source)}\nstages:\n\(stages)"
    let result = Planner(registry: registry).plan(Array(text.utf8), file: folder + "/test.yaml")
    return try #require(result.plan, "\(result.diagnostics)")
  }

  @discardableResult
  func run(
    _ stages: String, source: String = "", over songs: [String] = ["songs"], jobs: Int = 2, failFast: Bool = false
  ) async throws -> (summary: RunSummary, reports: [String: TrackReport]) {
    let run = try Run(
      of: plan(stages, source: source), over: Library(songs.map { "\(folder)/\($0)" }),
      options: RunOptions(output: output, jobs: jobs, failFast: failFast), version: "test")
    var reports: [String: TrackReport] = [:]
    let summary = try await run { event in
      if case .trackFinished(let report) = event { reports[report.track] = report }
    }
    return (summary, reports)
  }

  var output: String { folder + "/out" }

  func document(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(output)/\(path)")), as: UTF8.self)
  }

  /// All documents, by path; not the run's own files.
  func documents() throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: output).filter {
      !$0.hasPrefix(".songboard") && $0 != "run.jsonl" && $0.contains(".")
    }
    return Dictionary(uniqueKeysWithValues: try paths.map { ($0, try document($0)) })
  }

  func wave(_ samples: [Int16]) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
    let size = UInt32(samples.count * 2)
    let rate = UInt32(Self.sampleRate)
    let format =
      Array("WAVEfmt ".utf8) + bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(1)) + bytes(rate) + bytes(rate * 2)
      + bytes(UInt16(2)) + bytes(UInt16(16))
    return Array("RIFF".utf8) + bytes(36 + size) + format + Array("data".utf8) + bytes(size) + samples.flatMap(bytes)
  }
}
