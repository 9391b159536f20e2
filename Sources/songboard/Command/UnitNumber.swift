import StageKit

/// A number with its unit on the command line: the one place where it is said what an option takes, for its help, its errors
/// and its reading.
struct UnitNumber: Sendable {
  /// What the option takes, with examples, as its help and its errors say it.
  let form: String
  /// Units and what they are worth; of those that a text ends with, the longest counts.
  private let units: [String: Double]
  /// The least that makes sense.
  private let least: Int
  /// Reads other spellings of the whole.
  private let other: @Sendable (String) -> Int?

  private init(
    _ form: String, units: [String: Double], least: Int = 0, other: @escaping @Sendable (String) -> Int? = { _ in nil }
  ) {
    (self.form, self.units, self.least, self.other) = (form, units, least, other)
  }

  private static let timeUnits = ["d": 86_400.0, "h": 3600, "min": 60, "s": 1]
  private static let sizeUnits = ["GB": 1e9, "MB": 1e6, "KB": 1e3, "B": 1]

  /// A time back from now, in seconds.
  static let age = UnitNumber("30d, 12h or 90min", units: timeUnits)
  /// The size of files, in bytes.
  static let size = UnitNumber("10GB or 500MB", units: sizeUnits)
  /// How long a job may run, in seconds: with a unit, or as `sbatch --time` takes it.
  static let jobTime = UnitNumber(
    "4h or 90min, or as Slurm writes it: 90 (minutes), 90:00, 02:00:00, 1-02 or 1-02:00:00",
    units: timeUnits.merging(["": 60]) { unit, _ in unit }, least: 1, other: clock)
  /// The memory of a job, in bytes: with a unit, or as `sbatch --mem` takes it, whose units are of 1024.
  static let jobMemory = UnitNumber(
    "4GB or 500MB, or as Slurm writes it: 4000 (megabytes), 4000M or 4G",
    units: sizeUnits.merging(["T": 0x1p40, "G": 0x1p30, "M": 0x1p20, "K": 0x1p10, "": 0x1p20]) { unit, _ in unit },
    least: 1)

  /// The number that a text says.
  ///
  /// - Parameter option: Which option has it, as messages name it.
  func value(of text: String, for option: String) throws -> Int {
    let unit = units.keys.filter(text.hasSuffix).max { $0.count < $1.count }
    let number = unit.flatMap { unit in
      Double(text.dropLast(unit.count)).map { $0 * units[unit, default: 1] }
    }
    let value = number.flatMap { (0...1e18).contains($0) ? Int($0) : nil } ?? other(text)
    guard let value, value >= least else {
      throw UsageFailure.told(Failure("\(option) takes a number with its unit, such as \(form); not '\(text)'"))
    }
    return value
  }

  /// Seconds of `minutes:seconds`, `hours:minutes:seconds`, `days-hours`, `days-hours:minutes` and
  /// `days-hours:minutes:seconds`. Source: the manual of sbatch, `--time`.
  private static func clock(_ text: String) -> Int? {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    let parts = (halves.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
    let numbers = (halves.dropLast() + parts).map { $0.count <= 6 && $0.allSatisfy(\.isNumber) ? Int($0) : nil }
    let worths =
      switch (halves.count, parts.count) {
      case (1, 2): [60, 1]
      case (1, 3): [3600, 60, 1]
      case (2, 1...3): [86_400, 3600, 60, 1]
      default: [Int]()
      }
    guard !worths.isEmpty, !numbers.contains(nil) else { return nil }
    return zip(numbers, worths).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
  }
}
