import ArgumentParser

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
