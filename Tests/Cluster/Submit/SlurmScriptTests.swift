import StageKit
import Testing

@testable import Cluster

struct SlurmScriptTests {
  @Test(arguments: [
    ([0, 1, 2], 1001, ["0: 0-2"]),
    ([14, 15, 16, 17], 16, ["0: 14-15", "16: 0-1"]),
    ([3, 7, 12, 13, 14, 15, 40], 16, ["0: 3,7,12-15", "32: 8"]),
    ([5], 2, ["4: 1"]),
    ([], 16, []),
  ])
  func arraysStayBelowTheLimit(shards: [Int], limit: Int, expected: [String]) {
    let pieces = SlurmArray.pieces(of: shards, below: limit)
    #expect(pieces.map { "\($0.offset): \(ShardRanges.text(of: $0.indices))" } == expected)
    #expect(pieces.flatMap(\.shards) == shards)
    #expect(pieces.allSatisfy { $0.indices.allSatisfy { $0 < limit } })
  }

  @Test func resourcesAreRoundedUp() {
    var resources = JobResources()
    resources.seconds = 61
    resources.memory = 1_048_577
    resources.processors = 4
    resources.atOnce = 7
    let text = script(resources).text(of: SlurmArray(offset: 1000, indices: [0, 1, 5]))
    for line in [
      "#SBATCH --array=0-1,5%7", "#SBATCH --time=2", "#SBATCH --mem=2M", "#SBATCH --cpus-per-task=4",
      "#SBATCH --requeue", "#SBATCH --signal=B:TERM@60", "export SONGBOARD_ARRAY_OFFSET=1000",
      "exec songboard run --plan /plan -o /out --jobs 4",
    ] {
      #expect(text.split(separator: "\n").contains(line[...]), "\(line) in \(text)")
    }
  }

  @Test func oddPathsAreOneWord() {
    let text = script(output: "/a b/100%/it's").text(of: SlurmArray(offset: 0, indices: [0]))
    #expect(text.contains("#SBATCH \"--output=/a b/100%%/it's/.songboard/slurm/shards-%A_%a.log\"\n"))
    #expect(text.hasSuffix("exec songboard run --plan /plan -o '/a b/100%/it'\\''s' --jobs 4\n"))
  }

  /// `sbatch` would run what follows a line break in an option as a command.
  @Test(arguments: ["/out\nrm -rf x", "/out\r", "/out\u{2028}"]) func noScriptHoldsALineBreak(output: String) {
    for (plan, output) in [("/plan", output), (output, "/out")] {
      let commands = PlanCommands(
        program: "songboard", plan: plan, output: output, hasCorpusStages: false, options: [])
      #expect(throws: Failure.self) { try commands.checkLines() }
    }
  }

  @Test func corpusComesOnlyWhereThereIsSome() {
    #expect(script(hasCorpusStages: false).corpus == nil)
    #expect(script().corpus?.hasSuffix("exec songboard run --plan /plan -o /out --corpus --jobs 4\n") == true)
    let preview = script(hasCorpusStages: false).preview(of: [0, 20], below: 16)
    #expect(preview.split(separator: "#!/bin/sh").count == 4)
    #expect(!preview.contains("--corpus"))
  }

  @Test func aPlanInAnotherFolderHasOtherJobs() {
    #expect(script().name != script(output: "/other").name)
    #expect(script().name == script(hasCorpusStages: false).name)
  }

  private func script(
    _ resources: JobResources = JobResources(), output: String = "/out", hasCorpusStages: Bool = true
  ) -> SlurmScript {
    let commands = PlanCommands(
      program: "songboard", plan: "/plan", output: output, hasCorpusStages: hasCorpusStages, options: ["--jobs", "4"])
    return SlurmScript(commands, resources: resources, partition: nil, extra: [])
  }
}
