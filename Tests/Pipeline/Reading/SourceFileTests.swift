import Foundation
import Testing

@testable import Pipeline

@Suite("Files")
struct SourceFileTests {
  private func inFolder(_ body: (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func message(_ path: String) -> [String] {
    testPlanner.plan(file: path).diagnostics.map { $0.description.replacing(path, with: "PATH") }
  }

  @Test("what is no file, or too large, is refused unread")
  func refuses() throws {
    try inFolder { folder in
      #expect(message("\(folder)/no.yaml") == ["PATH: error: cannot be read: No such file or directory"])
      #expect(message(folder) == ["PATH: error: is a folder; name the pipeline's file"])
      #expect(message("/dev/zero") == ["PATH: error: is not a regular file"])
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      #expect(message("\(folder)/pipe") == ["PATH: error: is not a regular file"])
      let large = "\(folder)/large.yaml"
      #expect(FileManager.default.createFile(atPath: large, contents: nil))
      #expect(truncate(large, 100_000_000) == 0)
      #expect(message(large) == ["PATH: error: is larger than 1 MiB; this cannot be a pipeline"])
    }
  }

  @Test("a file's bytes are read whole, and its paths are relative to its folder")
  func reads() throws {
    try inFolder { folder in
      let path = "\(folder)/p.yaml"
      let text = pipeline(chain + "  txt: {use: write.txt}\n" + String(repeating: "# comment\n", count: 20_000))
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      #expect(try SourceFile.read(path) == Array(text.utf8))
      let plan = try #require(testPlanner.plan(file: path).plan)
      #expect(plan.source.audio == ["\(folder)/songs"])
      #expect(plan.file == path)
    }
  }
}
