import Engine
import StageKit
import Testing

/// What is known of a song's sound reaches stages, also when no song is decoded.
@Suite struct SoundRecordTests {
  private static let tell = StageKind(Tell.self)

  @Test func stagesKnowTheChannelsOfASongThatIsNotDecodedAgain() async throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/a.wav", workshop.wave([1, 2, 3, 4, 5, 6], channels: 2))
    try workshop.addSong("b.wav", [1, 2, 3])
    let stages = "  groups: {use: groups}\n  tell: {use: tell, in: {frames: groups}, with: {word: "
    try await workshop.run(stages + "one}}\n", with: [Self.tell])
    #expect(try workshop.document("a.txt") == "one 2")
    #expect(try workshop.document("b.txt") == "one 1")
    // Only the length and the like are asked for, which are remembered.
    try await workshop.run(Self.alone("two"), with: [Self.tell])
    try await workshop.run(Self.alone("three"), with: [Self.tell])
    #expect(try workshop.document("a.txt") == "three 2")
    #expect(workshop.reports["a.wav"]?.timings.contains { $0.step == "frames" } == false)
  }

  private static func alone(_ word: String) -> String { "  tell: {use: tell, with: {word: \(word)}}\n" }
}

/// Tells what a stage may know of a track.
private struct Tell: TrackStage {
  static let frames = OptionalInput<Frames>("frames", "Not looked at.")
  static let text = Output<Document>("text", fileExtension: "txt", "What is known.")
  static let word = Parameter("word", default: "", "What it starts with.")
  static let declaration = StageDeclaration(
    id: "tell", doc: "Tells what is known of a track.", source: "These tests.", inputs: [frames], outputs: [text],
    parameters: [word])

  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  func formats(for inputs: FrameFormats) -> FrameFormats { FrameFormats() }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var artifacts = Artifacts()
    artifacts[Self.text] = Document(text: "\(settings[Self.word]) \(context.track.channels)")
    return artifacts
  }
}
