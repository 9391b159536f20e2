import StageKit

/// Numbers with units on the command line.
enum UnitNumber {
  /// A time in seconds: `30d`, `12h`, `90min`.
  ///
  /// - Parameter option: Which option has it, as messages name it.
  static func seconds(_ text: String, of option: String) throws -> Int {
    try number(text, units: [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)], of: option, such: "30d, 12h or 90min")
  }

  /// A size in bytes: `10GB`, `500MB`.
  ///
  /// - Parameter option: Which option has it, as messages name it.
  static func bytes(_ text: String, of option: String) throws -> Int {
    try number(text, units: [("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("B", 1)], of: option, such: "10GB or 500MB")
  }

  private static func number(
    _ text: String, units: [(String, Double)], of option: String, such example: String
  ) throws -> Int {
    for (suffix, worth) in units where text.hasSuffix(suffix) {
      if let number = Double(text.dropLast(suffix.count)), (0...1e12).contains(number) { return Int(number * worth) }
    }
    throw UsageFailure.told(Failure("\(option) takes a number with its unit, such as \(example), not '\(text)'"))
  }
}
