import ArgumentParser
import Evaluation
import Files
import Pipeline
import PluginHost
import StageKit
import Studies

extension RunCommand {
  /// Whether this is a study: several runs, or one with claims.
  var isStudy: Bool { !sweep.isEmpty || preregister != nil }

  /// Runs a pipeline with each value of each setting, over one store, and compares what came of it.
  func runStudy() async throws {
    try await Interruption.interruptible {
      let sweep = try UsageFailure.check { try Sweep(self.sweep) }
      let host = try plugins.host(trusts: true)
      defer { host.close().forEach { Console.message("warning: \($0)") } }
      let commands = sweep.points.map(command)
      let plans = try PlanLoading(host).plans(pipeline ?? "", overrides: commands.map(\.set), tracks: audio)
      if dryRun { return try forecast(zip(sweep.points, zip(commands, plans)).map { ($0, $1.0, $1.1) }) }
      let files = StudyFiles(folder: output, overwrites: overwrite)
      try UsageFailure.check { try begin(sweep, plans, files) }
      var hasFaults = false
      for (number, (command, plan)) in zip(commands, plans).enumerated() {
        if !sweep.axes.isEmpty {
          Console.message("run \(number + 1) of \(plans.count): \(sweep.points[number].name)")
        }
        do {
          try await command.work(try command.prepare(plan))
        } catch let code as ExitCode where code.rawValue == 1 && !failFast {
          Console.message("warning: not all of this run is complete; its report may be that of an earlier one")
          hasFaults = true
        }
      }
      do {
        try files.writeComparison(of: [output])
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        hasFaults = true
      }
      if hasFaults { throw ExitCode(1) }
    }
  }

  /// The command that runs one point.
  private func command(_ point: SweepPoint) -> RunCommand {
    var command = self
    command.output = point.name.isEmpty ? output : "\(output)/\(point.name)"
    command.store = options.storePath
    command.set += point.overrides
    command.sweep = []
    command.preregister = nil
    return command
  }

  private func forecast(_ points: [(SweepPoint, RunCommand, Plan)]) throws {
    for (point, command, plan) in points {
      Console.data("\(point.name)\n")
      ForecastText.lines(of: try command.prepare(plan).forecast()).forEach { Console.data("  \($0)\n") }
    }
  }

  /// Writes down what the study is and what is claimed of it, before its first run.
  private func begin(_ sweep: Sweep, _ plans: [Plan], _ files: StudyFiles) throws {
    let record = StudyRecord(
      pipeline: pipeline ?? "", set: set, runs: sweep.points.map(\.name),
      claims: try preregister.map { try claims(in: $0, plans) })
    if let earlier = try StudyRecord(in: output) {
      try record.check(goesOn: earlier, in: output)
    } else if preregister != nil, FileTree.exists("\(output)/.songboard") {
      throw Failure(
        "\(output): has results already, before anything was claimed", remedy: "take another folder with -o")
    }
    try files.write(Array(try record.text().utf8), to: StudyRecord.fileName)
  }

  /// The text of the claims' file, which is written if it is not there.
  private func claims(in file: String, _ plans: [Plan]) throws(Failure) -> String {
    let reports = plans[0].stages.filter { $0.declaration.id == "evaluate" }
    guard let report = reports.first, reports.count == 1 else {
      throw Failure(
        "\(pipeline ?? ""): has \(reports.count) stages `evaluate`", remedy: "claims are of the rows of one")
    }
    if !FileTree.existsItself(file) {
      let pairs = report.settings[named: "compare"] as? [String] ?? []
      guard !pairs.isEmpty else {
        throw Failure(
          "\(file): is not there, and `evaluate` compares no rows", remedy: "write it, or give `compare` pairs of rows")
      }
      try OutputFile(path: file, mode: .new).write(Array(Claims.text(of: pairs).utf8))
      Console.message(
        "\(file): what will be tested; change it before the first run is over, and run again with another -o")
    }
    let text = String(decoding: try FileContent.bytes(of: file, atMost: Claims.mostBytes), as: UTF8.self)
    let rows = report.settings[named: "rows"] as? [String] ?? []
    let wires = (report.inputs["types"] ?? []) + (report.inputs["paths"] ?? [])
    let names = (rows.isEmpty ? wires.map { "\($0.from)" } : rows) + Controls.names
    try Claims(text, file: file).check(rows: names, file: file)
    return text
  }
}
