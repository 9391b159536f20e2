import Files
import Formats
import Pipeline
import StageKit

/// The folder of a frozen plan: `plan.json`, `pipeline.yaml` (a copy of the pipeline), `run.yaml` (the pipeline with all
/// settings), and a file of tracks for each shard, so that a shard reads no more than its own.
public struct PlanFolder: Sendable {
  static let planName = "plan.json"
  static let pipelineName = "pipeline.yaml"
  static let tracksName = "tracks"

  /// The folder.
  public let path: String
  /// What is frozen.
  public let plan: FrozenPlan

  /// Opens a plan.
  ///
  /// - Throws: ``Failure`` that names the folder if it holds no plan.
  public init(path: String) throws(Failure) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let file = "\(self.path)/\(Self.planName)"
    guard FileTree.exists(file) else {
      throw Failure("\(path): holds no plan", remedy: "make one with songboard plan PIPELINE --shards N -o \(path)")
    }
    let bytes = try FileContent.bytes(of: file, atMost: 1 << 26)
    guard let plan = try? JSONForm.decoded(FrozenPlan.self, from: bytes), plan.format == FrozenPlan.form,
      !plan.shards.isEmpty, plan.shards.allSatisfy({ $0 >= 0 })
    else {
      throw Failure(
        "\(file): is no plan that this songboard can read", remedy: "remove the folder, and make the plan again")
    }
    self.plan = plan
  }

  /// The pipeline's text.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read.
  public func pipelineText() throws(Failure) -> [UInt8] {
    try FileContent.bytes(of: "\(path)/\(Self.pipelineName)", atMost: Planner.mostBytes)
  }

  /// The tracks of a shard, in the order of their numbers.
  ///
  /// - Throws: ``Failure`` that names the file if it is damaged.
  public func tracks(of shard: Int) throws -> [PlannedTrack] {
    let file = tracksFile(of: shard)
    var tracks: [PlannedTrack] = []
    tracks.reserveCapacity(plan.shards[shard])
    try FileLines.forEach(of: file) { line in
      do throws(Failure) {
        tracks.append(try PlannedTrack(line: Array(line)))
      } catch {
        throw Failure("\(file):\(tracks.count + 1): \(error)", remedy: "make the plan again")
      }
    }
    guard tracks.count == plan.shards[shard] else {
      throw Failure(
        "\(file): has \(tracks.count) tracks, and the plan \(plan.shards[shard])", remedy: "make the plan again")
    }
    return tracks
  }

  /// The file of a shard's tracks.
  public func tracksFile(of shard: Int) -> String { "\(path)/\(Self.tracksName)/\(plan.label(of: shard)).jsonl" }
}

extension FrozenPlan {
  /// A shard's number as names have it: `0007`.
  public func label(of shard: Int) -> String { shard.padded(to: max(4, "\(max(0, shards.count - 1))".count)) }

  /// A shard's name among all divisions of a library: `0007-of-0200`.
  public func part(of shard: Int) -> String { "\(label(of: shard))-of-\(label(of: shards.count))" }
}
