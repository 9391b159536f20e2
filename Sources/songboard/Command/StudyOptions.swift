import ArgumentParser

/// What makes a run a study: several runs of a pipeline, and what is claimed of them.
struct StudyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Go through a setting's values, one run each in a folder of its own, and compare them; may be given again.",
      valueName: "stage.parameter=values"))
  var sweep: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of what is to be tested; `run` writes it if it is not there. The comparison answers exactly this.",
      valueName: "claims"), completion: .file())
  var preregister: String?

  /// Whether there are any.
  var isStudy: Bool { !sweep.isEmpty || preregister != nil }
}
