import ArgumentParser
import Engine
import Files
import Pipeline
import PluginHost
import StageKit
import Studies

extension RunCommand {
  /// Runs a pipeline with each value of each setting, over one store, and compares what came of it.
  func runStudy() async throws {
    try await Interruption.interruptible {
      let sweep = try UsageFailure.check { try Sweep(study.sweep) }
      let host = try plugins.host(trusts: true)
      defer { host.close().forEach { Console.message("warning: \($0)") } }
      let commands = sweep.points.map(command)
      let plans = try PlanLoading(host).plans(pipeline ?? "", overrides: commands.map(\.set), tracks: audio)
      // Its songs tell what can be paired.
      let first = try commands[0].prepare(plans[0])
      if dryRun {
        if let file = study.preregister, FileTree.existsItself(file) {
          let claims = try UsageFailure.check {
            let claims = try StudyClaims(file, of: plans)
            try claims.check()
            return claims
          }
          claims.warn(in: sweep, songs: first.parts[claims.part])
        }
        return try forecast(zip(sweep.points, zip(commands, plans)).map { ($0, $1.0, $1.1) })
      }
      let files = StudyFiles(folder: output, overwrites: overwrite)
      try UsageFailure.check { try begin(sweep, first, plans, files) }
      var hasFaults = false
      for (number, (command, plan)) in zip(commands, plans).enumerated() {
        if !sweep.axes.isEmpty {
          Console.message("run \(number + 1) of \(plans.count): \(sweep.points[number].name)")
        }
        do {
          try await command.work(number == 0 ? first : try command.prepare(plan))
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
    command.study = StudyOptions()
    return command
  }

  private func forecast(_ points: [(SweepPoint, RunCommand, Plan)]) throws {
    for (point, command, plan) in points {
      Console.data("\(point.name)\n")
      ForecastText.lines(of: try command.prepare(plan).forecast()).forEach { Console.data("  \($0)\n") }
    }
  }

  /// Writes down what the study is and what is claimed of it, before its first run; goes on with claims of an earlier one.
  private func begin(_ sweep: Sweep, _ first: Run, _ plans: [Plan], _ files: StudyFiles) throws {
    let earlier = try StudyRecord(in: output)
    let claims =
      try study.preregister.map { file in
        try StudyClaims.write(file, of: plans)
        return try StudyClaims(file, of: plans)
      }
      ?? earlier?.claims.map { try StudyClaims(text: $0, file: "\(output)/\(StudyRecord.fileName)", of: plans) }
    let record = StudyRecord(
      pipeline: pipeline ?? "", set: set, runs: sweep.points.map(\.name), claims: claims?.text)
    if let earlier {
      try record.check(goesOn: earlier, in: output)
    } else {
      if claims != nil, FileTree.exists("\(output)/.songboard") {
        throw Failure(
          "\(output): has results already, before anything was claimed", remedy: "take another folder with -o")
      }
      try claims?.check()
    }
    try files.write(Array(try record.text().utf8), to: StudyRecord.fileName)
    if let claims { claims.warn(in: sweep, songs: first.parts[claims.part]) }
  }
}
