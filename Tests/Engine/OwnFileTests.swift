import Engine
import Files
import FoundationEssentials
import StageKit
import Testing

/// A file that a command writes, such as a video.
@Suite final class OwnFileTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-own-" + UUID().uuidString
  private var video: String { "\(folder)/a.mp4" }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

  private var text: String { (try? FileContent.bytes(of: video)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  private func make(_ text: String) throws { try OwnFile(path: video).write { try self.write(text, to: $0) } }

  @Test func itsOwnFileIsReplaced() throws {
    for text in ["one", "two"] {
      try make(text)
      #expect(self.text == text)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [".songboard", "a.mp4"])
  }

  @Test func whatSomebodyElseWroteStays() throws {
    try write("mine", to: video)
    #expect(throws: Failure.self) { try make("two") }
    #expect(text == "mine")
  }

  @Test func whatComesWhileItIsMadeStays() throws {
    let failure = #expect(throws: Failure.self) {
      try OwnFile(path: video).write { draft in
        try write("one", to: draft)
        try write("mine", to: video)
      }
    }
    #expect(failure?.reason == "\(video): is there, and not as songboard wrote it")
    #expect(text == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [".songboard", "a.mp4"])
  }
}
