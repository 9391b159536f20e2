import ArgumentParser
import Testing

@testable import SongboardCommand

/// Times and sizes on the command line, in songboard's spelling and Slurm's.
@Suite struct UnitNumberTests {
  @Test(arguments: [
    ("90min", 5400), ("4h", 14_400), ("1.5h", 5400), ("1d", 86_400), ("30s", 30),
    ("90", 5400), ("90:30", 5430), ("02:00:00", 7200), ("1-02", 93_600), ("1-02:30", 95_400), ("1-02:00:01", 93_601),
    ("0-00:10", 600),
  ])
  func aJobsTimeIsReadAsSlurmDoes(text: String, seconds: Int) throws {
    #expect(try UnitNumber.jobTime.value(of: text, for: "--time") == seconds)
  }

  @Test(arguments: [
    ("4GB", 4_000_000_000), ("500MB", 500_000_000), ("4G", 4 << 30), ("4000M", 4000 << 20), ("4000", 4000 << 20),
    ("1T", 1 << 40), ("512K", 512 << 10), ("1.5G", 3 << 29),
  ])
  func aJobsMemoryIsReadAsSlurmDoes(text: String, bytes: Int) throws {
    #expect(try UnitNumber.jobMemory.value(of: text, for: "--memory") == bytes)
  }

  @Test(arguments: [
    "", "-", "soon", "4 hours", "4H", "-5", "1-", "-02:00", "1:2:3:4", "1-2-3", "1-02:00:00:00", "01::00", "0", "00:00",
    "inf",
    "nan", "UNLIMITED", "1-02h", "9999999:00",
  ])
  func whatIsNoTimeIsAUsageError(text: String) {
    #expect(throws: ExitCode.validationFailure) { try UnitNumber.jobTime.value(of: text, for: "--time") }
  }

  @Test(arguments: ["", "4 G", "4Gi", "4g", "much", "0", "-1", "1:00", "1e30"])
  func whatIsNoMemoryIsAUsageError(text: String) {
    #expect(throws: ExitCode.validationFailure) { try UnitNumber.jobMemory.value(of: text, for: "--memory") }
  }

  /// A store forgets what it is told to: there a number alone could mean anything.
  @Test(arguments: ["30", "02:00:00", "1-02"])
  func anAgeNeedsItsUnit(text: String) throws {
    #expect(throws: ExitCode.validationFailure) { try UnitNumber.age.value(of: text, for: "--older-than") }
    #expect(try UnitNumber.age.value(of: "0d", for: "--older-than") == 0)
  }

  @Test func helpSaysWhatIsTaken() throws {
    let help = SubmitCommand.helpMessage(columns: 400)
    for form in [UnitNumber.jobTime.form, UnitNumber.jobMemory.form] { #expect(help.contains(form)) }
  }
}
