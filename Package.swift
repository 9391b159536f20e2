// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A C library from the system's packages: a module map, no code.
func systemModule(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A library under `Sources/`.
func module(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// A library of stages under `plugins/`: it sees StageKit and the domain modules, never Engine, Pipeline or another plugin.
func plugin(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: ["StageKit"] + dependencies, path: "plugins/\(name)", exclude: exclude,
    resources: resources, swiftSettings: strict)
}

/// The tests of one target, in the folder of the same name.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, path: "Tests/\(name)", exclude: exclude,
    resources: resources, swiftSettings: strict)
}

/// Swift's runtime becomes a part of the released program, which is then for machines without Swift. The option
/// `--static-swift-stdlib` would do the same, but SwiftPM compiles all modules anew for it: this only links.
let swiftRuntime: LinkerSetting = .unsafeFlags(
  ["-static-stdlib", "-lswiftSynchronization", "-l_FoundationCShims", "-l_FoundationCollections"],
  .when(platforms: [.linux], configuration: .release))

/// A program in C++ alone is linked without Swift's runtime.
let noSwiftRuntime: LinkerSetting = .unsafeFlags(["-static-stdlib", "-nostartfiles"], .when(platforms: [.linux]))

/// The tests that are built, such as `Networks,Engine`; all of them unless the environment names some. A sanitizer needs a
/// build of its own, which is long.
let chosenTests = Context.environment["SONGBOARD_TESTS"].map { names in
  Set(names.split(separator: ",").map { "\($0)Tests" })
}

let package = Package(
  name: "songboard",
  products: [
    .executable(name: "songboard", targets: ["songboard"]),
    .executable(name: "songboard-vamp", targets: ["songboard-vamp"]),
    .library(name: "SongboardCommand", targets: ["SongboardCommand"]),
    .library(name: "StageKit", targets: ["StageKit"]),
    .library(name: "Signal", targets: ["Signal"]),
    .library(name: "Shots", targets: ["Shots"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    systemModule("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
    systemModule("CFFTW", pkgConfig: "fftw3f", apt: "libfftw3-dev"),
    systemModule("CSndfile", pkgConfig: "sndfile", apt: "libsndfile1-dev"),
    systemModule("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    systemModule("CSoxr", pkgConfig: "soxr", apt: "libsoxr-dev"),
    systemModule("CVampHost", pkgConfig: "vamp-hostsdk", apt: "vamp-plugin-sdk"),
    systemModule("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    systemModule("CXXHash", pkgConfig: "libxxhash", apt: "libxxhash-dev"),

    module("StageKit", []),
    .target(name: "ProcessGuard", cSettings: [.treatAllWarnings(as: .error)]),
    module("Files", ["StageKit", "CXXHash", "ProcessGuard"]),
    module("Store", ["StageKit", "Files"]),
    module("Signal", ["CFFTW"]),
    module("Audio", ["StageKit", "Files", "CSndfile", "CSoxr"]),
    module("Shots", ["StageKit", "Formats"]),
    .target(name: "NetworkKernels", cSettings: [.treatAllWarnings(as: .error)]),
    module("Networks", ["StageKit", "Formats", "NetworkKernels"]),
    module("Edits", ["StageKit", "Formats", "Shots"]),
    module("Learning", ["StageKit", "Formats", "Signal", "Shots"]),
    module("Formats", ["StageKit", "Files", "CYAML", "CExpat"]),
    module("Pipeline", ["StageKit", "Files", "Shots", "Formats"]),
    module("Pictures", ["StageKit", "Files", "Shots"]),
    module("Sync", ["StageKit", "Files", "Signal", "Audio", "Shots", "Pictures"]),
    module("Animatic", ["StageKit", "Files", "Audio", "Shots"]),
    module("PluginHost", ["StageKit", "Files", "Formats", "Shots", "Learning", "Pipeline"]),
    module("Engine", ["StageKit", "Files", "Store", "Formats", "Shots", "Edits", "Pipeline", "Audio", "Learning"]),
    module("Studies", ["StageKit", "Files", "Formats", "Learning"]),
    module(
      "Cluster", ["StageKit", "Files", "Formats", "Pipeline", "Engine", "CSQLite"], exclude: ["Recipes.md"]),

    plugin("Features", ["Signal", "Formats"]),
    plugin("Structure", ["Signal", "Shots", "Learning", "Formats"]),
    plugin("Directing", ["Shots", "Edits", "Learning"]),
    plugin("Cameras", ["Shots", "Formats"]),
    plugin("Video", ["Shots", "Edits", "Pictures", "Formats"], resources: [.embedInCode("Review/Resources")]),
    plugin("Training", ["Shots", "Edits", "Networks", "Learning", "Formats"]),
    plugin("Evaluation", ["Shots", "Learning", "Formats"]),
    plugin(
      "Writers", ["Shots", "Edits", "Formats"], resources: [.embedInCode("Page/Resources"), .embedInCode("Schemas")]),

    .target(
      name: "SongboardCommand",
      dependencies: [
        "StageKit", "Files", "Formats", "Audio", "Shots", "Edits", "Animatic", "Pictures", "Sync", "Pipeline",
        "PluginHost", "Store", "Engine", "Cluster", "Studies", "Features", "Structure", "Directing", "Cameras", "Video",
        "Training", "Evaluation", "Writers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/songboard/Command", swiftSettings: strict),
    .plugin(name: "WriteCommit", capability: .buildTool(), path: "Sources/songboard/WriteCommit"),
    .executableTarget(
      name: "songboard", dependencies: ["SongboardCommand"], path: "Sources/songboard/Executable",
      swiftSettings: strict, linkerSettings: [swiftRuntime], plugins: ["WriteCommit"]),

    .target(
      name: "CPluginKit", path: "plugins/outside/c", exclude: ["README.md"], publicHeadersPath: ".",
      cSettings: [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("m")]),
    .executableTarget(
      name: "songboard-vamp", dependencies: ["CPluginKit", "CVampHost"], path: "plugins/outside/vamp",
      exclude: ["README.md"], cxxSettings: [.treatAllWarnings(as: .error)], linkerSettings: [noSwiftRuntime]),

    .executableTarget(
      name: "ClusterBenchmark", dependencies: ["StageKit", "Files", "Pipeline", "Engine", "Cluster"],
      path: "Tests/Benchmarks/ClusterBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "FeatureBenchmark",
      dependencies: ["TestSupport", "StageKit", "Signal", "Pipeline", "Engine", "Features", "CFFTW"],
      path: "Tests/Benchmarks/FeatureBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "NetworkBenchmark", dependencies: ["StageKit", "Files", "Networks", "Learning"],
      path: "Tests/Benchmarks/NetworkBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "LanguageRecovery", dependencies: ["TestSupport", "StageKit", "Shots", "Learning"],
      path: "Tests/Benchmarks/LanguageRecovery", swiftSettings: strict),
    .executableTarget(
      name: "MeterClues",
      dependencies: ["TestSupport", "StageKit", "Signal", "Pipeline", "Engine", "Features", "Writers"],
      path: "Tests/Benchmarks/MeterClues", swiftSettings: strict),
    .executableTarget(
      name: "ReaderFuzz",
      dependencies: [
        "StageKit", "Files", "Formats", "Audio", "Shots", "Edits", "Networks", "Learning", "Pipeline", "Store",
        "Features", "Structure", "Directing", "Cameras", "Training", "Evaluation", "Writers", "CSndfile",
      ],
      path: "Tests/Fuzz/ReaderFuzz", swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["StageKit", "Signal", "Audio", "Shots", "Learning"], path: "Tests/Support",
      exclude: ["rendering.py", "running.py"], swiftSettings: strict),
    tests("StageKit"),
    tests("Files", ["StageKit"]),
    tests("Store", ["StageKit", "Files"]),
    tests("Signal", ["TestSupport"]),
    tests(
      "Audio", ["TestSupport", "CSndfile", "Files"],
      exclude: ["make_golden.py", "check_odd_files.py", "check_workers.py", "odd_files.py"]),
    tests("Shots", ["StageKit", "Formats"], exclude: ["check_timecodes.py"]),
    tests(
      "Edits", ["StageKit", "Formats", "Shots"], exclude: ["check_editors.py", "editors.py"],
      resources: [.copy("Samples")]),
    tests("Learning", ["TestSupport", "StageKit", "Shots"], resources: [.copy("Golden")]),
    tests("Studies", ["StageKit", "Formats", "Learning"], exclude: ["check_study.py"]),
    tests("Formats", ["StageKit", "Files"]),
    tests("Pictures", ["TestSupport", "StageKit"], exclude: ["check_video.py", "made_concerts.py", "made_people.py"]),
    tests("Sync", ["TestSupport", "StageKit", "Audio", "Shots", "Pictures"], exclude: ["check_sync.py"]),
    tests("Animatic", ["StageKit", "Shots"], exclude: ["check_animatic.py", "check_cameras.py"]),
    tests(
      "Networks", ["StageKit", "NetworkKernels"], exclude: ["check_weights.py"], resources: [.copy("Oracles")]),
    tests("Pipeline", ["StageKit"]),
    tests(
      "PluginHost", ["TestSupport", "StageKit", "Files", "Formats", "Pipeline", "Shots", "Learning"],
      exclude: [
        "check_c_kit.py", "check_flatness.py", "check_odd_vamp.py", "check_plugins.py", "check_vamp.py",
        "check_vamp_starts.py", "measure_cost.py", "odd_vamp.cpp", "probe.c", "protocol.py",
      ],
      resources: [.copy("Programs")]),
    tests(
      "Engine", ["StageKit", "Files", "Store", "Formats", "Pipeline", "Audio"],
      exclude: ["check_full_disk.py", "check_kills.py", "check_together.py", "measure_runs.py"]),
    tests(
      "Cluster", ["StageKit", "Files", "Formats", "Pipeline", "Engine"],
      exclude: [
        "check_kubernetes.py", "check_shards.py", "check_slurm.py", "job_controller.py", "journals.py",
        "measure_farm.py", "slurm_farm.py", "try_recipes.py",
      ]),
    tests(
      "Features", ["TestSupport", "StageKit", "Signal"],
      exclude: [
        "compare_codecs.py", "compare_librosa.py", "compare_parameters.py", "compare_rhythm.py", "evaluate_grid.py",
        "evaluate_rhythm.py", "fit_grid.py", "made_songs.py", "measure_memory.py",
      ],
      resources: [.copy("Golden")]),
    tests(
      "Structure", ["TestSupport", "StageKit", "Learning", "Shots"], exclude: ["evaluate_sections.py"]),
    tests("Directing", ["TestSupport", "StageKit", "Shots", "Learning", "Cameras"]),
    tests("Video", ["StageKit", "Shots", "Pictures", "Edits", "Formats"], exclude: ["check_review.py"]),
    tests("Cameras", ["TestSupport", "StageKit", "Shots"]),
    tests(
      "Training", ["TestSupport", "StageKit", "Shots", "Networks", "Learning"],
      exclude: [
        "check_learning.py", "check_rounds.py", "claims", "rounds.yaml", "learning_checks.py", "learning_seeds.py",
        "program.py", "check_resume.py", "label_errors.py", "make_corpus.py", "learning.yaml", "start",
      ]),
    tests(
      "Evaluation", ["TestSupport", "StageKit", "Shots", "Learning"],
      exclude: ["check_statistics.py", "table_of_songs.py"]),
    tests(
      "Writers", ["StageKit", "Shots", "Edits", "Formats"],
      exclude: [
        "check_documents.py", "check_jams.py", "check_multicam.py", "check_page.py", "check_timelines.py",
        "fcpxml_1_10.dtd", "validators.py",
      ]),
    tests(
      "SongboardCommand",
      [
        "StageKit", "Shots", "Formats", "Edits", "Learning", "Pipeline", "Writers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: [
        "check_library.py", "check_names.py", "check_new_plugin.py", "check_package.py", "check_schemas.py",
        "check_way_back.py",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

if let chosenTests {
  package.targets.removeAll { $0.type == .test && !chosenTests.contains($0.name) }
}
