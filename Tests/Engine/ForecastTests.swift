import Engine
import FoundationEssentials
import Testing

@Suite struct ForecastTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
  }

  /// What would be done: the documents with their reasons, the steps, and the corpus stages.
  private func forecast(_ stages: String = Learn.stagesAround) throws -> [String] {
    let forecast = try Run(
      of: workshop.plan(stages), over: Library(["\(workshop.folder)/songs"]),
      options: RunOptions(output: workshop.output, jobs: 1), version: "test"
    ).forecast()
    return forecast.tracks.flatMap { track in
      track.makings.map { "\($0.document): \($0.reason)" }
        + (track.steps.isEmpty ? [] : [track.steps.joined(separator: " ")])
    } + forecast.stages.map { "\($0.name) \($0.works ? "works" : "writes")" }
  }

  @Test func allIsMissingAtFirst() throws {
    #expect(
      try forecast() == ["a.early: not there yet", "a.txt: not there yet", "frames early learn print", "learn works"])
    #expect(!FileManager.default.fileExists(atPath: workshop.output))
  }

  @Test func nothingIsLeftToDo() async throws {
    try await workshop.run(Learn.stagesAround)
    #expect(try forecast() == [])
  }

  @Test func otherSettingsAreTheReason() async throws {
    try await workshop.run(Learn.stagesAround)
    let reason = "made from another input or other settings"
    #expect(
      try forecast(Learn.stagesAround.replacing("{other: none}", with: "{other: none}, with: {bias: 0.5}")) == [
        "a.txt: \(reason)", "learn print", "learn works",
      ])
    #expect(
      try forecast(Learn.stagesAround.replacing("{frames: learn}", with: "{frames: learn}, with: {prefix: '>'}")) == [
        "a.txt: \(reason)", "print",
      ])
  }

  @Test func aMissingDocumentOfALearnerMeansNoLearning() async throws {
    try await workshop.run(Learn.stagesAround)
    try FileManager.default.removeItem(atPath: "\(workshop.output)/learn.diary")
    #expect(try forecast() == ["learn writes"])
  }

  @Test func documentsThatAreThereNeedNoStore() async throws {
    try await workshop.run(Learn.stagesAround)
    for object in try workshop.storedObjects() { try workshop.damageObject(object) }
    #expect(try forecast() == [])
    try FileManager.default.removeItem(atPath: "\(workshop.output)/a.txt")
    #expect(try forecast() == ["a.txt: not there yet", "frames learn print", "learn works"])
  }

  @Test func othersFilesAreToldToStay() async throws {
    try await workshop.run(Learn.stagesAround)
    for name in ["a.txt", "a.early"] { try workshop.addFile("out/\(name)", Array("mine\n".utf8)) }
    try workshop.addFile("out/a.more", Array("mine\n".utf8))
    func edited(_ stages: String) throws -> [String] {
      let forecast = try Run(
        of: workshop.plan(stages), over: Library(["\(workshop.folder)/songs"]),
        options: RunOptions(output: workshop.output, jobs: 1), version: "test"
      ).forecast()
      #expect(forecast.tracks.flatMap(\.makings) == [] && forecast.stages.flatMap(\.makings) == [])
      return (forecast.tracks.flatMap(\.edited) + forecast.stages.flatMap(\.edited)).sorted()
    }
    let more = Learn.stagesAround + "  more: {use: print, in: {frames: share}, to: '{track}.more'}\n"
    #expect(try edited(more) == ["a.early", "a.more", "a.txt"])
    // Other settings make them stale, and they stay all the same.
    #expect(
      try edited(more.replacing("frames: learn}}", with: "frames: learn}, with: {prefix: '>'}}")) == [
        "a.early", "a.more", "a.txt",
      ])
    try workshop.addFile("out/learn.diary", Array("mine\n".utf8))
    #expect(try edited(more) == ["a.early", "a.more", "a.txt", "learn.diary"])
  }

  @Test func aFileThatCannotBeReadIsTold() throws {
    let library = try Library(["\(workshop.folder)/songs/gone.wav"])
    let forecast = try Run(
      of: workshop.plan(Learn.stagesAround), over: library, options: RunOptions(output: workshop.output, jobs: 1),
      version: "test"
    ).forecast()
    #expect(forecast.tracks.map(\.failure) == ["cannot read: No such file or directory"])
  }
}
