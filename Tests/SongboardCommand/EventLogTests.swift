import Engine
import Files
import FoundationEssentials
import StageKit
import Testing

@testable import SongboardCommand

/// The file of a run's events: never one that somebody else wrote.
@Suite final class EventLogTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-events-" + UUID().uuidString
  private var log: String { "\(folder)/run.log" }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

  private var text: String { (try? FileContent.bytes(of: log)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  @Test(arguments: ["{\"event\":\"click\"}\n", "{\"event\":\"started\",\"tracks\":3}\n", "text\n"])
  func anothersFileStays(content: String) throws {
    try write(content, to: log)
    #expect(throws: Failure.self) { try EventLog.open(log) }
    #expect(text == content)
  }

  @Test func aLogIsWrittenAnew() throws {
    for _ in 1...2 {
      let file = try EventLog.open(log)
      try file.append(EventRecord(.started(tracks: 3, parts: [.training: 3])))
      try file.append(EventRecord(.trackStarted(path: "a.wav")))
    }
    #expect(text.split(separator: "\n").count == 2)
  }

  @Test func aDryRunLeavesTheLastRunsLog() async throws {
    try EventLog.open(log).append(EventRecord(.started(tracks: 3, parts: [.training: 3])))
    let before = text
    let command = try RunCommand.parse(
      [
        "\(Repository.root)/pipelines/storyboard.yaml", "\(folder)/a.wav", "-o", "\(folder)/out", "--dry-run",
        "--events", log,
      ])
    try await command.run()
    #expect(text == before && !before.isEmpty)
  }
}
