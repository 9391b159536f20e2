import ArgumentParser

/// What of a frozen plan a run does.
struct FrozenPlanOptions: ParsableArguments {
  @Option(help: "A plan that `songboard plan` has frozen, in place of a pipeline and songs.", completion: .directory)
  var plan: String?

  @Option(
    help: """
      The shard to do, counted from 0; by default SLURM_ARRAY_TASK_ID plus SONGBOARD_ARRAY_OFFSET, or \
      JOB_COMPLETION_INDEX.
      """)
  var shard: String?

  @Flag(help: "Run the stages that see the corpus, and what follows them, once the shards are merged.")
  var corpus = false

  @Option(
    help: ArgumentHelp(
      "Do the tracks that come on standard input (-), one path in the library a line, and answer each with a line of JSON.",
      valueName: "-"))
  var tracks: String?

  @Flag(
    help: """
      Put the tracks' documents into part-0007-of-0200.jsonl and .zip, and not into files of their own, of which a large \
      library has too many; `songboard extract` takes them out. Where shards pack, --corpus packs too, into part-corpus.
      """)
  var pack = false

  /// Whether nothing of a plan is asked for.
  var isEmpty: Bool { plan == nil && shard == nil && !corpus && !pack && tracks == nil }

  func validate() throws {
    guard [shard != nil, corpus, tracks != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("--shard, --corpus and --tracks stand alone")
    }
    guard !pack || tracks == nil else { throw ValidationError("--pack is of shards and of --corpus, not of --tracks") }
    guard tracks == nil || tracks == "-" else { throw ValidationError("--tracks takes -, for standard input") }
  }
}
