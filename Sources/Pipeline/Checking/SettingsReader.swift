import Files
import StageKit
import Formats

/// Gives written settings their types: those of the file first, then those of the command line.
struct SettingsReader {
  /// The settings of one stage, defaults filled in.
  struct Outcome {
    /// Relative paths resolved.
    var settings: Settings
    /// The same, but paths as written, so that they do not depend on where the pipeline lies: for the stage's key.
    var portable: Settings
    /// Whether all was right.
    var isSound = true
    /// XXH3-128 of the files that are the same for all tracks, by path, for the stage's key. One that cannot be read is
    /// left out: the stage has said so when it was made.
    var fileHashes: [String: String] {
      let hashes = settings.files.compactMap { file in (try? FileContent.hash(of: file.path)).map { (file.path, $0) } }
      return Dictionary(hashes) { first, _ in first }
    }
  }

  /// An override with its text taken apart.
  struct Assignment {
    let override: Override
    let stage: String
    let parameter: String
    let value: RawSetting

    /// Whether it is for this stage by name, or for all stages and this one has the parameter.
    func isFor(_ stage: String, _ declaration: StageDeclaration) -> Bool {
      guard self.stage == Override.everyStage else { return self.stage == stage }
      return declaration.parameters.contains { $0.name == parameter }
    }
  }

  let assignments: [Assignment]
  /// The pipeline's folder.
  let folder: String
  /// The folder that paths in overrides start at.
  private let start: String

  /// Reports the overrides that cannot be read, or are for a stage that the pipeline does not have.
  init(
    _ overrides: [Override], from start: String, stages: [String], folder: String, report: inout Diagnostics
  ) {
    self.folder = folder
    self.start = start
    var assignments: [Assignment] = []
    for override in overrides {
      do throws(Failure) {
        let (stage, parameter, value) = try override.parsed()
        let known = stages + [PortReference.source]
        if known.contains(stage) || stage == Override.everyStage {
          assignments.append(Assignment(override: override, stage: stage, parameter: parameter, value: value))
        } else {
          report.error(in: override.label, Spelling.unknown("stage", stage, among: known))
        }
      } catch {
        report.error(in: override.label, error.description)
      }
    }
    self.assignments = assignments
  }

  /// The settings of a stage.
  ///
  /// - Parameters:
  ///   - written: What the file says; `nil` if it could not be read.
  ///   - stage: The stage's name, or `source`.
  func read(
    _ written: [SettingEntry]?, of stage: String, as declaration: StageDeclaration, report: inout Diagnostics
  ) -> Outcome {
    let defaults = Settings(defaultsOf: declaration)
    var outcome = Outcome(settings: defaults, portable: defaults, isSound: written != nil)
    for entry in written ?? [] {
      guard let parameter = Self.parameter(entry.name.value, of: declaration) else {
        outcome.isSound = false
        report.error(entry.name.mark, Self.unknown(entry.name.value, of: stage, as: declaration))
        continue
      }
      do throws(Failure) {
        try Self.set(parameter, to: entry.value.value, folder: folder, in: &outcome)
      } catch {
        outcome.isSound = false
        report.error(entry.value.mark, "\(stage).\(parameter.name): \(error)")
      }
    }
    for assignment in assignments where assignment.isFor(stage, declaration) {
      guard let parameter = Self.parameter(assignment.parameter, of: declaration) else {
        outcome.isSound = false
        report.error(in: assignment.override.label, Self.unknown(assignment.parameter, of: stage, as: declaration))
        continue
      }
      do throws(Failure) {
        try Self.set(parameter, to: assignment.value, folder: start, in: &outcome)
      } catch {
        outcome.isSound = false
        report.error(in: assignment.override.label, error.description)
      }
    }
    return outcome
  }

  /// Reports the overrides for all stages whose parameter no stage has.
  func checkOverridesOfEveryStage(_ declarations: [StageDeclaration], report: inout Diagnostics) {
    let known = Dictionary(declarations.flatMap(\.parameters).map { ($0.name, $0) }) { first, _ in first }
    for assignment in assignments where assignment.stage == Override.everyStage && known[assignment.parameter] == nil {
      let message = known.values.sorted { $0.name < $1.name }.unknown(assignment.parameter, of: "every stage")
      report.error(in: assignment.override.label, message)
    }
  }

  /// Which overrides a stage has, for messages about settings that contradict each other: the fault may be theirs, and
  /// not in the file.
  func note(on stage: String) -> String {
    let overrides = assignments.filter { $0.stage == stage }.map(\.override.label)
    return overrides.isEmpty ? "" : " (with \(overrides.joined(separator: " ")))"
  }

  private static func parameter(_ name: String, of declaration: StageDeclaration) -> (any AnyParameter)? {
    declaration.parameters.first { $0.name == name }
  }

  private static func unknown(_ name: String, of stage: String, as declaration: StageDeclaration) -> String {
    // `{longest: 1,2 s}` is two entries to YAML; the second is `2 s`, without a value.
    if name.first?.isNumber == true {
      return "unknown parameter '\(name)' of '\(stage)'; if the comma before it is a decimal comma, write a point"
    }
    return declaration.parameters.unknown(name, of: stage)
  }

  private static func set(
    _ parameter: any AnyParameter, to value: RawSetting, folder: String, in outcome: inout Outcome
  ) throws(Failure) {
    outcome.settings.set(parameter.name, to: try parameter.parse(value, relativeTo: folder))
    outcome.portable.set(parameter.name, to: try parameter.parse(value, relativeTo: "."))
  }
}
