import StageKit
import Testing

@testable import Cluster

struct KubernetesJobTests {
  @Test(arguments: [
    "songs", "songs:", ":/songs", "songs:relative", "songs:/songs:rw", "a:/b:ro:c", "Songs:/s", "my_songs:/s",
    "songs.:/s",
  ])
  func noVolume(text: String) {
    #expect(throws: Failure.self) { try KubernetesJob.Volume(text) }
  }

  @Test func theDeepestMountIsWhatAPodSees() throws {
    #expect(throws: Failure.self) { try job(["all:/data", "old:/data/out:ro"]) }
    #expect(throws: Never.self) { try job(["all:/data:ro", "new:/data/out"]) }
    #expect(throws: Failure.self) { try job(["all:/dat", "new:/data/ou"]) }
  }

  @Test func slashesAtTheEndMakeNoDifference() throws {
    #expect(try job(["all:/data/"]).text == job(["all:/data"]).text)
    #expect(throws: Never.self) { try job(["all:/"]) }
  }

  @Test func aPlaceHasOneVolume() throws {
    #expect(throws: Failure.self) { try job(["all:/data", "other:/data"]) }
  }

  /// A volume's name has 63 characters at most, and no dots.
  @Test func volumesHaveNamesOfTheirOwn() throws {
    let long = String(repeating: "a", count: 100)
    let text = try job(["songs.v1:/songs:ro", "\(long):/data"]).text
    for line in ["- name: volume-1", "claimName: \"songs.v1\"", "- name: volume-0", "claimName: \"\(long)\""] {
      #expect(text.contains(line), "\(line) in \(text)")
    }
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
