import Foundation
import StageKit
import Testing

@testable import Engine

@Suite struct FileIdentityTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  @Test func theContentIsReadWhenItIsAskedFor() throws {
    try Data("1,2\n".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try FileIdentity(path)
    #expect(try file.bytes() == Array("1,2\n".utf8))

    try Data("1,3\n".utf8).write(to: URL(fileURLWithPath: path))
    let failure = #expect(throws: Failure.self) { try file.bytes() }
    #expect(failure?.reason == "\(path): was written to during the run")
  }

  @Test func aStageIsNotGivenAFileThatFillsTheMemory() throws {
    // A file of holes: it takes no room on the disk.
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(truncate(path, TrackContext.largestFile + 1) == 0)
    let file = try FileIdentity(path)
    let failure = #expect(throws: Failure.self) { try file.bytes() }
    #expect(failure?.reason == "\(path): is larger than 64 MiB")
  }
}
