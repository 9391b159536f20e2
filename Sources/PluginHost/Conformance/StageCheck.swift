import Formats
import StageKit

/// Asks of one stage of a plugin what the protocol promises.
struct StageCheck {
  /// How long the track is that results are compared on, in seconds.
  private static let song = 20.0

  private let kind: StageKind
  private let program: PluginProgram
  private let choices: [String: RawSetting]
  private let width: Int?
  private let lengths: [Double]

  private var declaration: StageDeclaration { kind.declaration }
  private var id: String { declaration.id }

  init(_ kind: StageKind, program: PluginProgram, choices: [String: RawSetting], width: Int?, lengths: [Double]) {
    self.kind = kind
    self.width = width
    self.lengths = lengths
    self.program = program
    self.choices = choices
  }

  func run(_ report: inout PluginCheck.Report) {
    var trial: StageTrial?
    report.ask("\(id): tells its formats") {
      let work = try kind.make(try settings())
      let inputs = try MadeInputs(for: declaration, width: width) { (formats) throws(Failure) in
        _ = try work.worker.formats(for: formats)
      }
      trial = StageTrial(work, declaration, inputs)
    }
    report.ask("\(id): refuses a setting that is none, and says the way out") { try refusesSettings() }
    report.ask("\(id): refuses a stage that it does not have") { try refusesStages() }
    guard let trial else { return }
    for seconds in lengths {
      if seconds > 0 {
        report.ask("\(id): takes a track of \(seconds.text) s") { _ = try trial.result(seconds: seconds) }
      } else {
        report.tryOut("\(id): takes a track of 0 s, or refuses it and says the way out") { try refusedEmpty(trial) }
      }
    }
    if declaration.isDeterministic {
      report.ask("\(id): gives the same bytes twice") {
        guard try trial.result(seconds: Self.song) == trial.result(seconds: Self.song) else {
          throw Failure("it gave others", remedy: "declare `deterministic: false` if chance plays")
        }
      }
    }
    if kind.granularity == .frame {
      report.ask("\(id): gives the same rows whatever the blocks") {
        let whole = try trial.result(seconds: Self.song)
        for rows in [1, 7, 64] where try trial.result(seconds: Self.song, blocks: rows) != whole {
          throw Failure("blocks of \(rows) rows give others than one block of all")
        }
      }
    }
    report.tryOut("\(id): when it is left in the middle of its work, a new process works as before") {
      let before = declaration.isDeterministic ? try trial.result(seconds: Self.song) : []
      let met = try trial.leave(seconds: Self.song)
      let after = try trial.result(seconds: Self.song)
      if declaration.isDeterministic, before != after { throw Failure("it gives others than before: \(met)") }
      return met
    }
  }

  /// A track without sound may have nothing that the stage can work on.
  ///
  /// - Returns: What was refused; `nil` if the stage takes it.
  /// - Throws: What ended the work, if it was no `fail`; ``Failure`` for one without a remedy.
  private func refusedEmpty(_ trial: StageTrial) throws -> String? {
    do {
      _ = try trial.result(seconds: 0)
      return nil
    } catch {
      guard let refusal = trial.refusal else { throw error }
      guard !refusal.remedy.isEmpty else { throw Failure("its `fail` has no `remedy`: \(refusal.reason)") }
      return "refused: \(refusal)"
    }
  }

  private func settings() throws(Failure) -> Settings {
    var settings = Settings(defaultsOf: declaration)
    for parameter in declaration.parameters {
      guard let value = choices[parameter.name] else { continue }
      settings.set(parameter.name, to: try parameter.parse(value, relativeTo: "."))
    }
    return settings
  }

  /// Each parameter gets an object, which no parameter is.
  private func refusesSettings() throws(Failure) {
    for parameter in declaration.parameters {
      let settings = JSON.object([(parameter.name, .object([("no", .string("setting"))]))])
      let refusal = try refusal(of: id, settings: settings)
      guard let refusal else { throw Failure("it accepts an object for '\(parameter.name)'") }
      guard !refusal.remedy.isEmpty else {
        throw Failure("its `fail` for '\(parameter.name)' has no `remedy`: \(refusal.reason)")
      }
    }
  }

  private func refusesStages() throws(Failure) {
    guard try refusal(of: "no.such", settings: .object([(key: String, value: JSON)]())) != nil else {
      throw Failure("it tells formats of the stage 'no.such'")
    }
  }

  /// What the program says to a question that has no good answer; `nil` if it answers.
  ///
  /// - Throws: ``Failure`` if it does not say so by `fail`.
  private func refusal(of stage: String, settings: JSON) throws(Failure) -> Failure? {
    let process = try PluginProcess(program, side: HostSide(), isCancelled: { false })
    defer { _ = PluginProcess.end([process]) }
    try process.send(
      Message(
        type: "formats",
        fields: [
          ("stage", .string(stage)), ("settings", settings), ("inputs", .object([(key: String, value: JSON)]())),
        ]))
    do throws(Failure) {
      _ = try process.answer("formats")
      return nil
    } catch {
      guard !process.isBroken else { throw error }
      return error
    }
  }
}
