import Foundation
import StageKit
import Testing

@testable import PluginHost

/// Plugins on the disk.
struct PluginFileTests {
  @Test func aFolderSaysWhatItIs() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let yaml = "name: flat\nversion: \"2.1\"\nlicence: MIT\ntimeout: 2 min\nmemory: 512 MiB\n"
    let program = try PluginFile.program(at: bench.plugin(yaml: yaml))
    #expect(program.name == "flat" && program.version == "2.1" && program.licence == "MIT")
    #expect(program.limits.memory == 512 << 20 && program.limits.silence == 120)
    #expect(program.command == ["python3", "\(program.path)/program.py"])
  }

  /// Results are made again when a file of the plugin changes, and not when it is moved.
  @Test func theFingerprintFollowsTheFiles() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let place = try bench.plugin(yaml: "files: [\"*.py\"]\n")
    func fingerprint(_ path: String) throws -> String { try PluginFile.program(at: path).fingerprint }
    let first = try fingerprint(place)
    try bench.write("notes", to: "\(place)/notes.txt")
    #expect(try fingerprint(place) == first)
    try FileManager.default.moveItem(atPath: place, toPath: "\(bench.folder)/moved")
    #expect(try fingerprint("\(bench.folder)/moved") == first)
    try bench.write("# another", to: "\(bench.folder)/moved/other.py")
    #expect(try fingerprint("\(bench.folder)/moved") != first)
  }

  @Test(arguments: [
    ("run: []\n", "`run` must be the words that start the plugin"),
    ("run: x\nrun_with: y\n", "unknown key 'run_with'"),
    ("run: x\ntimeout: soon\n", "`timeout`: expected number, found 'soon'"),
    ("run: x\nmemory: 8\n", "`memory` must be a whole number of MiB or GiB"),
    ("run: x\nfiles: [weights.npz]\n", "there is no file weights.npz"),
    ("run: x\nfiles: {a: b}\n", "`files` must be a list of files or patterns"),
    ("a: [", "plugin.yaml:"),
  ])
  func faultsAreNamed(yaml: String, fault: String) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    try bench.write(yaml, to: "\(bench.folder)/plugin.yaml")
    let failure = #expect(throws: Failure.self) { try PluginFile.program(at: bench.folder) }
    #expect(failure?.description.contains(fault) == true, "\(String(describing: failure))")
    #expect(failure?.description.contains("\(bench.folder)/plugin.yaml") == true)
  }

  @Test func whatIsNoPluginIsTold() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    try bench.write("text", to: "\(bench.folder)/text")
    for (path, fault) in [
      ("text", "is no plugin"), ("none", "there is no such plugin"), ("", "there is no plugin in this"),
    ] {
      let failure = #expect(throws: Failure.self) { try PluginHost.programs(at: "\(bench.folder)/\(path)") }
      #expect(failure?.description.contains(fault) == true, "\(String(describing: failure))")
    }
  }

  @Test func aFolderHasSeveral() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    _ = try bench.plugin(name: "b")
    _ = try bench.plugin(name: "a")
    #expect(try PluginHost.programs(at: bench.folder).map(\.name) == ["a", "b"])
  }

  /// A second question starts no process: the program would say something else.
  @Test func answersAreKept() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let script =
      "#!/bin/sh\ndate +%N >> \"$0.log\"\necho '[{\"id\": \"a\", \"granularity\": \"track\", \"doc\": \"Does it all.\", "
    try bench.write(
      script + "\"outputs\": [{\"name\": \"x\", \"kind\": \"events\", \"doc\": \"All of it there.\"}]}]'\n",
      to: "\(bench.folder)/p")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(bench.folder)/p")
    for _ in 0..<3 {
      let host = PluginHost(
        paths: ["\(bench.folder)/p"], vamp: nil, startsThoseOfPipelines: false,
        cache: AnswerCache(folder: "\(bench.folder)/cache"))
      #expect(try host.plugins { _ in }.first?.stages.map(\.declaration.id) == ["a"])
    }
    let starts = try String(contentsOfFile: "\(bench.folder)/p.log", encoding: .utf8).split(separator: "\n")
    #expect(starts.count == 1)
  }
}
