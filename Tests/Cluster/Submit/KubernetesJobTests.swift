import StageKit
import Testing

@testable import Cluster

struct KubernetesJobTests {
  @Test(arguments: ["songs", "songs:", ":/songs", "songs:relative", "songs:/songs:rw", "a:/b:ro:c"])
  func noVolume(text: String) {
    #expect(throws: Failure.self) { try KubernetesJob.Volume(text) }
  }

  @Test func theDeepestMountIsWhatAPodSees() throws {
    #expect(throws: Failure.self) { try job(["all:/data", "old:/data/out:ro"]) }
    #expect(throws: Never.self) { try job(["all:/data:ro", "new:/data/out"]) }
    #expect(throws: Failure.self) { try job(["all:/dat", "new:/data/ou"]) }
  }

  @Test func aClaimAtTwoPlacesIsOneVolume() throws {
    let text = try job(["all:/data", "all:/songs:ro"]).text
    #expect(text.split(separator: "claimName").count == 2)
    #expect(text.split(separator: "mountPath").count == 3)
  }

  @Test func textsAreQuoted() throws {
    let text = try job(["all:/data"], image: "a: \"b\"\n# c").text
    #expect(text.contains(#"image: "a: \"b\"\n# c""#))
  }

  @Test func tooManyShards() {
    #expect(throws: Failure.self) { try job(["all:/data"], shards: 100_001) }
  }

  private func job(_ volumes: [String], image: String = "songboard", shards: Int = 3) throws -> KubernetesJob {
    let commands = PlanCommands(
      program: "songboard", plan: "/data/plan", output: "/data/out", hasCorpusStages: false, options: [])
    return try KubernetesJob(
      commands, shards: shards, resources: JobResources(), image: image, volumes: volumes.map { try .init($0) },
      retries: 3)
  }
}
