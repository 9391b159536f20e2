import Files
import FoundationEssentials
import StageKit
import Synchronization
import Testing

@testable import Cluster

struct LocalEngineTests {
  @Test(arguments: [0, 1, 75]) func endsThatOthersMayFollow(code: Int) async throws {
    let said = Said()
    let engine = try engine("echo $* >>'FOLDER/ran'; exit \(code)") { text in said.lines.withLock { $0.append(text) } }
    try await engine.engine.run([2, 3, 4], round: 1)
    #expect(try engine.lines().sorted() == [2, 3, 4].map { "run --plan /plan -o /out --shard \($0)" })
    #expect(said.count == (code == 75 ? 3 : 0))
  }

  @Test(arguments: [2, 64]) func aRefusalEndsAll(code: Int) async throws {
    let engine = try engine("echo $* >>'FOLDER/ran'; echo another version >&2; exit \(code)") { _ in }
    let failure = await #expect(throws: Failure.self) { try await engine.engine.run(Array(0..<50), round: 1) }
    #expect(failure?.reason.contains("exit code \(code): another version") == true)
    #expect(try engine.lines().count <= 2)
  }

  @Test func corpusFollowsOnlyAMerge() async throws {
    let merged = try engine("echo $1 >>'FOLDER/ran'; [ $1 = merge ] || exit 1") { _ in }
    #expect(try await merged.engine.finish() == false)
    #expect(try merged.lines() == ["merge", "run"])
    let missing = try engine("echo $1 >>'FOLDER/ran'; exit 1") { _ in }
    await #expect(throws: Failure.self) { try await missing.engine.finish() }
    #expect(try missing.lines() == ["merge"])
  }

  @Test func whoInterruptsItInterruptsItsProcesses() async throws {
    let engine = try engine("trap 'echo asked >>\"FOLDER/ran\"; exit 75' TERM; while :; do sleep 0.05; done") { _ in }
    let task = Task { try await engine.engine.run([0, 1], round: 1) }
    try await Task.sleep(for: .milliseconds(500))
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    #expect(try engine.lines() == ["asked", "asked"])
  }

  /// What an engine tells.
  private final class Said: Sendable {
    let lines = Mutex<[String]>([])
    var count: Int { lines.withLock { $0.count } }
  }

  /// An engine whose program is a script, in a folder of its own.
  private struct Workshop {
    let engine: LocalEngine
    let folder: String

    func lines() throws -> [String] {
      let bytes = try FileContent.bytes(of: "\(folder)/ran")
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  private func engine(_ script: String, tell: @escaping @Sendable (String) -> Void) throws -> Workshop {
    let folder = FileManager.default.temporaryDirectory.path + "/local-engine-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let program = "\(folder)/program"
    let text = "#!/bin/sh\n\(script.replacing("FOLDER", with: folder))\n"
    try text.write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let commands = PlanCommands(program: program, plan: "/plan", output: "/out", hasCorpusStages: true, options: [])
    return Workshop(engine: LocalEngine(commands, atOnce: 2, tell: tell), folder: folder)
  }
}
