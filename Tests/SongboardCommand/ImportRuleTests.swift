import Testing

/// Who may import whom: the folder list is the architecture, and this is what keeps it so.
@Suite struct ImportRuleTests {
  private static let modules: Set = [
    "StageKit", "Signal", "Audio", "Networks", "Learning", "Timeline", "Interchange", "Animatic", "YAML", "Pipeline",
    "Engine", "SongboardCommand",
  ]
  private static let plugins: Set = [
    "Features", "Structure", "Directing", "Cameras", "Training", "Evaluation", "Writers",
  ]

  /// The modules of ours that each module may import.
  private static let allowed: [String: Set<String>] = [
    "StageKit": [],
    "Signal": [],
    "Audio": [],
    "Timeline": ["StageKit"],
    "Networks": ["StageKit"],
    "Interchange": ["StageKit", "Timeline"],
    "Learning": ["StageKit", "Timeline"],
    "Animatic": ["StageKit", "Audio", "Timeline"],
    "YAML": ["StageKit"],
    "Pipeline": ["StageKit", "Timeline", "YAML"],
    "Engine": ["StageKit", "Timeline", "Interchange", "Pipeline", "Audio", "Learning"],
    "songboard/Command": [
      "StageKit", "Audio", "Timeline", "Interchange", "Animatic", "Pipeline", "Engine",
      "Features", "Structure", "Directing", "Cameras", "Training", "Evaluation", "Writers",
    ],
    "songboard/Executable": ["SongboardCommand"],
  ]

  @Test func eachModuleHasItsRule() throws {
    let folders = try Repository.files(under: "Sources", ending: ".swift").map {
      $0.split(separator: "/").dropFirst().dropLast()
    }
    for folder in Set(folders) {
      let rules = Self.allowed.keys.filter { folder.starts(with: $0.split(separator: "/")) }
      #expect(rules.count == 1, "Sources/\(folder.joined(separator: "/")) has no rule")
    }
  }

  @Test func modulesImportWhatTheyMay() throws {
    for (module, allowed) in Self.allowed {
      for (file, imported) in try imports(under: "Sources/\(module)") where ours.contains(imported) {
        #expect(allowed.contains(imported), "\(file) imports \(imported)")
      }
    }
  }

  @Test func pluginsImportStageKitAndDomainModulesOnly() throws {
    var seen = 0
    for (file, imported) in try imports(under: "plugins") where ours.contains(imported) {
      #expect(
        ["StageKit", "Signal", "Networks", "Learning", "Timeline", "Interchange", "YAML"].contains(imported),
        "\(file) imports \(imported)")
      seen += 1
    }
    #expect(seen > 0)
  }

  private var ours: Set<String> { Self.modules.union(Self.plugins) }

  private func imports(under folder: String) throws -> [(file: String, imported: String)] {
    try Repository.files(under: folder, ending: ".swift").flatMap { file in
      try Repository.text(file).split(separator: "\n").compactMap { line in
        line.firstMatch(of: /^\s*(?:@\w+ )*(?:public |package |internal |fileprivate |private )?import (?:\w+ )?(\w+)/)
          .map { (file, String($0.1)) }
      }
    }
  }
}
