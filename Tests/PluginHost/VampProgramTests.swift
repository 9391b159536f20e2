import Foundation
import StageKit
import Testing

@testable import PluginHost

/// Where Vamp libraries are, and what makes results of them be made again.
struct VampProgramTests {
  private func fingerprint(_ bench: Workbench, _ id: String = "vamp:odd:plugin:out") throws -> String {
    let folders = ["a", "none", "b"].map { "\(bench.folder)/\($0)" }
    return try VampProgram(at: "\(bench.folder)/helper").program(of: id, in: folders).fingerprint
  }

  private func made() throws -> Workbench {
    let bench = try Workbench()
    for folder in ["a", "b"] {
      try FileManager.default.createDirectory(atPath: "\(bench.folder)/\(folder)", withIntermediateDirectories: true)
    }
    try bench.write("#!/bin/sh\n", to: "\(bench.folder)/helper")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(bench.folder)/helper")
    try bench.write("library", to: "\(bench.folder)/a/Odd.so")
    return bench
  }

  @Test(arguments: ["a/other.so", "b/other.so", "a/other.cat"])
  func anotherLibraryChangesNothing(file: String) throws {
    let bench = try made()
    defer { bench.remove() }
    try bench.write("another", to: "\(bench.folder)/a/other.so")
    let first = try fingerprint(bench)
    try bench.write("changed", to: "\(bench.folder)/\(file)")
    #expect(try fingerprint(bench) == first)
  }

  @Test(arguments: ["helper", "a/Odd.so", "a/odd.txt", "a/chord.dict", "b/odd.so"])
  func whatBelongsToTheLibraryCounts(file: String) throws {
    let bench = try made()
    defer { bench.remove() }
    let first = try fingerprint(bench)
    try bench.write("changed", to: "\(bench.folder)/\(file)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(bench.folder)/\(file)")
    #expect(try fingerprint(bench) != first)
  }

  @Test func aLibraryThatIsNotThereIsNamedWithTheFolders() throws {
    let bench = try made()
    defer { bench.remove() }
    let failure = #expect(throws: Failure.self) { try fingerprint(bench, "vamp:nothing:plugin:out") }
    #expect(failure?.reason.contains("there is no Vamp library 'nothing' in \(bench.folder)/a, ") == true)
  }
}
