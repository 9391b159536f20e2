import Foundation
import Formats
import Pipeline
import StageKit
import Testing

@testable import PluginHost

/// Plugins that are named by several places, and those that cannot be loaded.
struct PluginHostTests {
  private func host(_ bench: Workbench, _ paths: [String] = [], trusts: Bool = true) -> PluginHost {
    PluginHost(paths: paths, vamp: nil, startsThoseOfPipelines: trusts, cache: bench.cache)
  }

  /// What is wrong with a pipeline that names plugins and uses stages, when a host has found its own.
  private func faults(_ host: PluginHost, plugins: [String], uses: [String]) throws -> [String] {
    let registry = try Registry(try host.plugins { _ in })
    let stages = uses.map { "  \($0.replacing(/[.:]/, with: "")): {use: \"\($0)\"}\n" }.joined()
    let text = "version: 1\nplugins: [\(plugins.joined(separator: ", "))]\nsource: {audio: songs}\nstages:\n\(stages)"
    return Planner(registry: registry, finder: host).plan(Array(text.utf8), file: "p.yaml").diagnostics
      .filter { $0.severity == .error }.map(\.description)
  }

  /// By the same path, by a link, or as a copy: started or not, it is there already.
  @Test(arguments: ["p", "link", "copy"])
  func oneProgramNamedTwiceIsOne(second: String) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let path = try bench.plugin(stages: "echo.document")
    try FileManager.default.createSymbolicLink(atPath: "\(bench.folder)/link", withDestinationPath: path)
    try FileManager.default.copyItem(atPath: path, toPath: "\(bench.folder)/copy")
    let other = "\(bench.folder)/\(second)"
    #expect(try host(bench, [path, other]).plugins { _ in }.count == 1)
    for trusts in [true, false] {
      let found = try faults(host(bench, [path], trusts: trusts), plugins: [other, other], uses: [])
      #expect(!found.contains { $0.contains("echo.document") || $0.contains("not started") }, "\(found)")
    }
  }

  @Test func twoProgramsOfOneIdAreNamedWithTheWayOut() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let first = try bench.plugin(stages: "echo.document")
    let second = try bench.plugin(yaml: "version: \"2\"\n", name: "q", stages: "echo.document")
    let found = try faults(host(bench, [first]), plugins: [second], uses: ["echo.document"])
    #expect(!found.contains { $0.contains("unknown stage") })
    let told = try #require(found.first { $0.contains("share the id") })
    #expect(
      told.contains("'echo.document'") && told.contains("'p', \(first)") && told.contains("'q', \(second)"), "\(told)")
    #expect(told.contains("name only one of the two"))
  }

  /// One cause, one error: that its stages are unknown follows from it.
  @Test func aPluginThatIsMissingIsToldOnce() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    for (plugin, trusts, reason) in [
      ("\(bench.folder)/none", true, "there is no such plugin"), (try bench.plugin(), false, "was not started"),
    ] {
      let found = try faults(host(bench, trusts: trusts), plugins: [plugin], uses: ["gain", "mean"])
      #expect(found.count == 1 && found[0].contains(reason), "\(found)")
    }
    let vamp = try faults(host(bench), plugins: [], uses: ["vamp:a:b:c", "nothing"])
    #expect(vamp.count == 2 && vamp[0].contains("program for Vamp") && vamp[1].contains("'nothing'"), "\(vamp)")
    // Where all plugins are there, an unknown stage is a mistake.
    #expect(
      try faults(host(bench), plugins: [bench.plugin(name: "r")], uses: ["gian"])[0].contains("unknown stage 'gian'"))
  }

  /// A program that is a file alone has no `run` that could be corrected.
  @Test func aMissingInterpreterIsToldWithItsPlace() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let program = "\(bench.folder)/tool"
    try bench.write("#!/no/such/interpreter\n", to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let failure = #expect(throws: Failure.self) { try host(bench, [program]).plugins { _ in } }
    #expect(failure?.remedy.hasPrefix("correct the first line of \(program)") == true)
    // Another Python than the one that has its packages.
    try bench.write("#!/bin/sh\necho \"ModuleNotFoundError: No module named 'x'\" >&2; exit 1\n", to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let lacking = #expect(throws: Failure.self) { try PluginFile.program(at: program).description() }
    #expect(lacking?.remedy.hasPrefix("install it for the Python that the first line of \(program) names") == true)
    #expect(lacking?.remedy.contains("`export PATH=~/tool/bin:$PATH`") == true)
  }

  @Test func whereThereAreNoVampPluginsTheListSaysSo() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let program = "\(bench.folder)/vamp"
    func listing(_ script: String) throws -> String {
      try bench.write("#!/bin/sh\n\(script)\n", to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let cache = AnswerCache(folder: "\(bench.folder)/cache")
      return try PluginHost(paths: [], vamp: program, startsThoseOfPipelines: true, cache: cache).vampListing()
    }
    #expect(try listing("echo vamp:a:b:c") == "vamp:a:b:c\n")
    #expect(try listing("exit 0").isEmpty)
    #expect(PluginHost.noVampPluginText.contains("vamp-examples"))
  }

  /// An update of a package is noticed; whatever else happens, the program is not asked again.
  @Test func anAnswerHoldsWhileWhatItDependsOnStays() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (site, program) = ("\(bench.folder)/site", "\(bench.folder)/tool")
    try FileManager.default.createDirectory(atPath: site, withIntermediateDirectories: true)
    try bench.write("1", to: "\(bench.folder)/version")
    let script = """
      #!/bin/sh
      cd '\(bench.folder)'
      echo x >> log
      echo '{"depends": {"torch": "'$(cat version)'"}, "watch": ["\(site)"], "stages": [{"id": "a", "granularity": "track",'
      echo '"doc": "Does it all.", "outputs": [{"name": "x", "kind": "events", "doc": "All of it there."}]}]}'

      """
    try bench.write(script, to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    func asked() throws -> (fingerprint: String?, starts: Int) {
      // As another process does, which has nothing in memory.
      let host = PluginHost(
        paths: [program], vamp: nil, startsThoseOfPipelines: true, cache: AnswerCache(folder: "\(bench.folder)/cache"))
      let fingerprint = try host.plugins { _ in }.first?.stages.first?.declaration.origin?.fingerprint
      return (fingerprint, try String(contentsOfFile: "\(bench.folder)/log", encoding: .utf8).count / 2)
    }
    // What is watched is remembered once it has rested.
    sleep(3)
    let first = try asked()
    #expect(try asked() == first && first.starts == 1)
    try bench.write("2", to: "\(bench.folder)/version")
    try bench.write("", to: "\(site)/torch-2.dist-info")
    let updated = try asked()
    #expect(updated.starts == 2 && updated.fingerprint != first.fingerprint)
    try FileManager.default.removeItem(atPath: "\(site)/torch-2.dist-info")
    try bench.write("1", to: "\(bench.folder)/version")
    #expect(try asked().fingerprint == first.fingerprint)
    // A folder that goes is another state as well.
    try FileManager.default.removeItem(atPath: site)
    #expect(try asked().starts == 4)
  }
}
