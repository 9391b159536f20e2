import Formats
import FoundationEssentials
import StageKit
import Testing

/// Members of archives, read again.
struct ZipReaderTests {
  private static func archive(_ members: [(String, [UInt8])], cut: Int = 0) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString
    let document = ZipArchive(members: members.map { (name: $0.0, document: Document(bytes: $0.1)) }).document
    try Data(document.bytes().dropLast(cut)).write(to: URL(filePath: path))
    return path
  }

  @Test func membersComeBack() throws {
    let path = try Self.archive([("a", [1, 2]), ("b/é", []), ("a b", [0x50, 0x4b, 3, 4])])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let reader = try ZipReader(path: path)
    #expect(
      try reader.member("a") == [1, 2] && reader.member("b/é") == [] && reader.member("a b") == [0x50, 0x4b, 3, 4])
    #expect(try reader.member("b") == nil)
  }

  @Test func anArchiveThatIsCutOffIsDamaged() throws {
    let path = try Self.archive([("a", [UInt8](repeating: 7, count: 1000))], cut: 600)
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: Failure.self) { try ZipReader(path: path).member("a") }
  }

  @Test func thereMustBeAnArchive() throws {
    #expect(throws: Failure.self) { try ZipReader(path: "/nowhere/x.zip") }
    let empty = try Self.archive([])
    defer { try? FileManager.default.removeItem(atPath: empty) }
    #expect(try ZipReader(path: empty).member("a") == nil)
  }
}
