import StageKit

/// Which shard a process is to do.
public enum ShardNumber {
  static let slurm = "SLURM_ARRAY_TASK_ID"
  static let offset = "SONGBOARD_ARRAY_OFFSET"
  static let kubernetes = "JOB_COMPLETION_INDEX"

  /// The shard that the command line names, or else the engine that has started the process.
  ///
  /// How many there are is known from the plan alone: `SLURM_ARRAY_TASK_COUNT` counts the tasks of an array, which may be
  /// of a few shards.
  ///
  /// - Parameters:
  ///   - flag: What the command line says: `7`, or `7/200`.
  ///   - environment: The process's variables.
  /// - Throws: ``Failure`` if nothing names a shard, or the plan has no such one.
  public static func number(
    flag: String?, environment: [String: String], plan: FrozenPlan
  ) throws(Failure) -> Int {
    let count = plan.shards.count
    if let flag {
      let parts = flag.split(separator: "/", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count) else { throw Failure("--shard takes a number, such as 7, not '\(flag)'") }
      if parts.count == 2, Int(parts[1]) != count {
        throw Failure("--shard \(flag): the plan has \(count) shards", remedy: "leave out the second number")
      }
      return try checked(String(parts[0]), name: "--shard", among: count)
    }
    if let task = environment[slurm] {
      let number = try checked(task, name: slurm, among: .max)
      let first = try environment[offset].map { (text) throws(Failure) in try checked(text, name: offset, among: .max) }
      let (sum, isTooLarge) = number.addingReportingOverflow(first ?? 0)
      return try checked(
        "\(isTooLarge ? .max : sum)", name: first == nil ? slurm : "\(slurm) + \(offset)", among: count)
    }
    if let index = environment[kubernetes] { return try checked(index, name: kubernetes, among: count) }
    throw Failure(
      "no shard is named",
      remedy: "give --shard, or --corpus, or --tracks -, or start this in an array of Slurm or an Indexed Job")
  }

  private static func checked(_ text: String, name: String, among count: Int) throws(Failure) -> Int {
    guard let number = Int(text), number >= 0 else {
      throw Failure("\(name) is '\(text)', which is no number of a shard", remedy: "shards are counted from 0")
    }
    guard number < count else {
      throw Failure("\(name) is \(number), and the plan has the shards 0 to \(count - 1)")
    }
    return number
  }
}
