import Testing

/// The arrows of Package.swift are the law, and SwiftPM holds sources to them in CI. This holds the arrows themselves to
/// the architecture.
@Suite struct ImportRuleTests {
  private static let plugins: Set = [
    "Features", "Structure", "Directing", "Cameras", "Video", "Training", "Evaluation", "Writers",
  ]
  /// What no plugin may know: who runs it.
  private static let runners: Set = ["Pipeline", "Store", "Engine", "Cluster", "SongboardCommand"]

  /// The dependencies of each target that is declared by one of the functions at the head of Package.swift.
  private func arrows(of function: String) throws -> [String: Set<String>] {
    let pattern = try Regex(#"\#(function)\(\s*"(\w+)",\s*\[([^\]]*)\]"#, as: (Substring, Substring, Substring).self)
    let arrows = try Repository.text("Package.swift").matches(of: pattern).map { match in
      (String(match.output.1), Set(match.output.2.matches(of: /"(\w+)"/).map { String($0.output.1) }))
    }
    return Dictionary(arrows) { first, _ in first }
  }

  @Test func pluginsKnowDomainModulesOnly() throws {
    let arrows = try arrows(of: "plugin")
    #expect(Set(arrows.keys) == Self.plugins)
    for (plugin, known) in arrows {
      #expect(known.isDisjoint(with: Self.runners.union(Self.plugins)), "\(plugin) knows \(known.sorted())")
    }
  }

  @Test func modulesKnowNoPlugin() throws {
    let arrows = try arrows(of: "module")
    #expect(arrows["StageKit"] == [])
    for (module, known) in arrows {
      #expect(known.isDisjoint(with: Self.plugins), "\(module) knows \(known.sorted())")
    }
  }

  @Test func formatsAndFilesKnowNoDomain() throws {
    let arrows = try arrows(of: "module")
    for module in ["Files", "Formats", "Store"] {
      #expect(arrows[module]?.isDisjoint(with: ["Shots", "Edits", "Audio", "Learning", "Networks", "Signal"]) == true)
    }
  }
}
