import ArgumentParser
import Cluster
import StageKit

/// What is wrong with a command line that was read well: said in one line, without the usage that would bury it.
enum UsageFailure {
  /// Does something; a failure is printed and ends the command with the exit code of usage errors.
  static func check<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw told(error)
    }
  }

  /// Prints what is wrong, and gives what ends the command.
  static func told(_ error: any Error) -> ExitCode {
    Console.message("error: \(error)")
    return .validationFailure
  }
}

extension PlanFolder {
  /// The frozen plan that the command line names. If there is none, or a damaged one, the command ends as with other usage
  /// errors, whatever the verb: a script tells it from a plan that is not done.
  ///
  /// - Throws: `ExitCode`, and ``Failure`` if the disk does not give the plan now.
  static func named(_ path: String) throws -> PlanFolder {
    do throws(Failure) { return try PlanFolder(path: path) } catch  where !error.mayPass {
      throw UsageFailure.told(error)
    }
  }
}
