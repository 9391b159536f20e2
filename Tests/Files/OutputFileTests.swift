import Files
import FoundationEssentials
import Glibc
import Testing

@Suite final class OutputFileTests {
  private let path = FileManager.default.temporaryDirectory.path + "/songboard-file-" + UUID().uuidString

  deinit { unlink(path) }

  private var text: String { (try? FileContent.bytes(of: path)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// What is taken back after a failure must be nobody else's: so whole lines are written one after another.
  @Test func wholeLinesWaitForEachOther() async throws {
    let file = try OutputFile(path: path, mode: .appending)
    let other = open(path, O_RDWR)
    #expect(flock(other, LOCK_EX) == 0)
    let writing = Task.detached { try file.writeWhole(Array("line\n".utf8)) }
    try await Task.sleep(for: .milliseconds(100))
    #expect(text == "")
    close(other)
    try await writing.value
    #expect(text == "line\n")
  }
}
