import Files
import FoundationEssentials
import StageKit
import Testing

/// Lines of files, read one after another.
struct FileLinesTests {
  private static func lines(_ text: [UInt8]) throws -> [[UInt8]] {
    let path = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text).write(to: URL(filePath: path))
    var lines: [[UInt8]] = []
    try FileLines.forEach(of: path) { lines.append(Array($0)) }
    return lines
  }

  @Test func aLineWithoutItsEndIsNone() throws {
    #expect(try Self.lines([]).isEmpty)
    #expect(try Self.lines(Array("a".utf8)).isEmpty)
    #expect(try Self.lines(Array("a\n\nbc\nd".utf8)) == [Array("a".utf8), [], Array("bc".utf8)])
  }

  @Test(arguments: [1 << 20, (1 << 20) - 1, (1 << 20) + 1, 5 << 20])
  func longLinesAreWhole(length: Int) throws {
    let long = [UInt8](repeating: 120, count: length)
    let end = UInt8(ascii: "\n")
    #expect(try Self.lines([1, end] + long + [end] + long + [end, 2, end]) == [[1], long, long, [2]])
  }

  @Test func aMissingFileIsNamed() {
    let failure = #expect(throws: Failure.self) { try FileLines.forEach(of: "/nowhere/x") { _ in } }
    #expect(failure?.reason.contains("/nowhere/x") == true)
  }
}
