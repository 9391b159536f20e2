import Engine
import FoundationEssentials
import Testing

@Suite struct ForecastTests {
  private static let stages = """
      groups: {use: groups}
      share: {use: share}
      early: {use: print, in: {frames: share}, to: '{track}.early'}
      learn: {use: learn, in: {other: none}}
      print: {use: print, in: {frames: learn}}

    """

  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.addSong("a.wav", [8192, 0, 0, 0])
  }

  /// What would be done, as `subject: stage: reason`.
  private func forecast(_ stages: String = Self.stages) throws -> [String] {
    let forecast = try Run(
      of: workshop.plan(stages), over: Library(["\(workshop.folder)/songs"]),
      options: RunOptions(output: workshop.output, jobs: 1), version: "test"
    ).forecast()
    return (forecast.tracks.flatMap(\.work) + forecast.stages).map { work in
      "\(work.subject): \(work.stage): \(work.reason)\(work.isKept ? " (kept)" : "")"
    }
  }

  @Test func allIsMissingAtFirst() throws {
    #expect(
      try forecast() == [
        "a.early: early: not there yet", "a.txt: print: it waits for learn, which would run",
        "learn: learn: learn.diary is not there yet",
      ])
    #expect(!FileManager.default.fileExists(atPath: workshop.output))
  }

  @Test func nothingIsLeftToDo() async throws {
    try await workshop.run(Self.stages)
    #expect(try forecast() == [])
  }

  @Test func otherSettingsAreTheReason() async throws {
    try await workshop.run(Self.stages)
    let reason = "made from another input or other settings"
    #expect(
      try forecast(Self.stages.replacing("{other: none}", with: "{other: none}, with: {bias: 0.5}")) == [
        "a.txt: print: it waits for learn, which would run", "learn: learn: learn.diary is \(reason)",
      ])
    #expect(
      try forecast(Self.stages.replacing("{frames: learn}", with: "{frames: learn}, with: {prefix: '>'}")) == [
        "a.txt: print: \(reason)"
      ])
  }

  @Test func aMissingDocumentOfALearnerMeansNoLearning() async throws {
    try await workshop.run(Self.stages)
    try FileManager.default.removeItem(atPath: "\(workshop.output)/learn.diary")
    #expect(
      try forecast() == ["learn: learn: learn.diary is not there yet (kept)"])
  }

  @Test func whatIsNotKeptIsMadeAgain() async throws {
    try await workshop.run(Self.stages)
    try FileManager.default.removeItem(atPath: "\(workshop.output)/.songboard/kept")
    #expect(
      try forecast() == [
        "a.wav: source: what later stages take of it is not kept",
        "learn: learn: nothing is kept that it made from these tracks with these settings",
      ])
  }

  @Test func aFileThatCannotBeReadIsTold() throws {
    let library = try Library(["\(workshop.folder)/songs/gone.wav"])
    let forecast = try Run(
      of: workshop.plan(Self.stages), over: library, options: RunOptions(output: workshop.output, jobs: 1),
      version: "test"
    ).forecast()
    #expect(
      forecast.tracks.map(\.failure) == ["\(workshop.folder)/songs/gone.wav: cannot read: No such file or directory"])
  }
}
