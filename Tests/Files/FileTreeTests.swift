import Files
import Foundation
import StageKit
import Testing

@testable import Files

@Suite struct FileTreeTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  @Test func aFolderIsMadeWithThoseThatItLiesIn() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let changed = try FileTree.makeFolder("\(root)/a/b")
    #expect(changed == [FileTree.folder(of: root), root, "\(root)/a"])
    #expect(FileTree.isFolder("\(root)/a/b"))
    #expect(try FileTree.makeFolder("\(root)/a/b") == [])
    try FileTree.makeFolder("\(root)/c//d/")
    #expect(FileTree.isFolder("\(root)/c/d"))
  }

  @Test(arguments: [("/x", "/"), ("x", "."), ("/", "/"), ("a/x", "a"), ("/a/b/x", "/a/b"), ("", ".")])
  func everyPathLiesInAFolder(path: String, folder: String) {
    #expect(FileTree.folder(of: path) == folder)
  }

  @Test func absolutePathsFollowLinksAsFarAsThereIsAnything() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileTree.makeFolder("\(root)/a/b")
    try FileManager.default.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "a")
    let real = try #require(FileTree.realPath(root))
    #expect(FileTree.absolute("\(root)/link/b/../b") == "\(real)/a/b")
    #expect(FileTree.absolute("\(root)/link/not/there") == "\(real)/a/not/there")
    #expect(FileTree.absolute("\(root)/link/not/") == "\(real)/a/not")
    #expect(FileTree.absolute("/not/there") == "/not/there")
    let here = try #require(FileTree.realPath("."))
    #expect(FileTree.absolute("not there") == "\(here)/not there")
  }

  @Test func aFolderThatCannotBeMadeSaysWhy() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileTree.makeFolder(root)
    try Data().write(to: URL(fileURLWithPath: "\(root)/file"))
    let long = String(repeating: "x", count: 256)
    for (path, culprit, reason) in [
      ("file", "file", "a file is in its way"), ("file/a/b", "file/a/b", "a file is in its way"),
      ("\(long)/a", "\(long)/a", "File name too long"), ("a/\(long)", "a/\(long)", "File name too long"),
    ] {
      let failure = #expect(throws: Failure.self) { try FileTree.makeFolder("\(root)/\(path)") }
      #expect(failure?.reason == "\(root)/\(culprit): cannot make this folder: \(reason)")
    }
  }

  /// Nothing stops the system's administrator.
  @Test(.enabled(if: geteuid() != 0)) func aFolderWithoutRightsSaysSo() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o500])
    let failure = #expect(throws: Failure.self) { try FileTree.makeFolder("\(root)/a/b") }
    #expect(failure?.reason == "\(root)/a: cannot make this folder: Permission denied")
  }
}
