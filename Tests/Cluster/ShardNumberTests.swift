import Cluster
import StageKit
import Testing

/// Which shard a process does, and how numbers of shards are written.
struct ShardNumberTests {
  private static func number(_ flag: String?, _ environment: [String: String]) throws -> Int {
    let workshop = try PlanWorkshop()
    let plan = try workshop.freeze(PlanWorkshop.paths(5), shards: 12).plan
    return try ShardNumber.number(flag: flag, environment: environment, plan: plan)
  }

  @Test func theFlagComesFirst() throws {
    let engines = ["SLURM_ARRAY_TASK_ID": "3", "JOB_COMPLETION_INDEX": "4"]
    #expect(try Self.number("7", engines) == 7)
    #expect(try Self.number("7/12", [:]) == 7)
    #expect(try Self.number(nil, engines) == 3)
    #expect(try Self.number(nil, ["JOB_COMPLETION_INDEX": "4"]) == 4)
  }

  @Test func slurmCountsFromAnOffset() throws {
    #expect(try Self.number(nil, ["SLURM_ARRAY_TASK_ID": "3", "SONGBOARD_ARRAY_OFFSET": "8"]) == 11)
    // The array of a few shards has another count than the plan.
    #expect(try Self.number(nil, ["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "2"]) == 3)
  }

  @Test(arguments: ["12", "-1", "x", "", "1/13", "1/x", "1/2/3"])
  func aFlagOfNoShardIsRefused(flag: String) throws {
    #expect(throws: Failure.self) { try Self.number(flag, [:]) }
  }

  @Test func enginesThatNameNoShardAreRefused() throws {
    #expect(throws: Failure.self) { try Self.number(nil, [:]) }
    #expect(throws: Failure.self) { try Self.number(nil, ["SLURM_ARRAY_TASK_ID": "12"]) }
    #expect(throws: Failure.self) {
      try Self.number(nil, ["SLURM_ARRAY_TASK_ID": "3", "SONGBOARD_ARRAY_OFFSET": "9"])
    }
    #expect(throws: Failure.self) {
      try Self.number(nil, ["SLURM_ARRAY_TASK_ID": "\(Int.max)", "SONGBOARD_ARRAY_OFFSET": "9"])
    }
    #expect(throws: Failure.self) { try Self.number(nil, ["JOB_COMPLETION_INDEX": "12"]) }
  }

  @Test func rangesAreShort() {
    #expect(ShardRanges.text(of: []) == "")
    #expect(ShardRanges.text(of: [3, 7, 12, 13, 14, 15]) == "3,7,12-15")
    #expect(ShardRanges.text(of: [0, 1]) == "0-1")
  }
}
