import Engine
import FoundationEssentials
import StageKit
import Testing

/// Songs and labels that are not what they were a moment ago.
@Suite struct MovingInputTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// While `a` is in work, something else is written over `b`, of which the run knows the hash already.
  private func meddling(writing bytes: [UInt8], over file: String, in folder: String) -> StageKind {
    ScriptedStage.kind { context in
      if context.track.name == "a" { try Data(bytes).write(to: URL(filePath: "\(folder)/\(file)")) }
      return ""
    }
  }

  @Test func aSongThatIsReplacedDuringTheRunFails() async throws {
    let (old, new) = (workshop.wave([8192, 0, 0, 0]), workshop.wave([16384, 0, 0, 0]))
    try workshop.addSong("a.wav", [4096, 0, 0, 0])
    try workshop.addFile("songs/b.wav", old)
    let stages = """
        groups: {use: groups}
        share: {use: share}
        script: {use: script, in: {largest: share.largest}}
        census: {use: census, in: {largest: share.largest}}

      """
    let meddling = meddling(writing: new, over: "songs/b.wav", in: workshop.folder)
    let (_, reports) = try await workshop.run(stages, jobs: 1, with: [meddling])
    #expect(reports["b.wav"]?.status == .failed)
    #expect(reports["b.wav"]?.reason == "was written to during the run; run again")
    // Nothing of the new song is known under the old one's name.
    try workshop.addFile("songs/b.wav", old)
    try await workshop.run(stages, jobs: 1, with: [ScriptedStage.kind { _ in "" }])
    #expect(try workshop.document("census.txt") == "a 0.125\nb 0.25\n")
  }

  @Test func aSongThatIsOverwrittenDuringTheRunIsNotKnownAsDamaged() async throws {
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    try workshop.addFile("songs/b.wav", workshop.wave([8192, 0, 0, 0]))
    let stages =
      "  groups: {use: groups}\n  share: {use: share}\n  script: {use: script, in: {largest: share.largest}}\n"
      + "  census: {use: census, in: {largest: share.largest}}\n"
    // A song that was being copied when the run looked at it is no damaged one once it is whole.
    let meddling = meddling(
      writing: Array(workshop.wave([1, 2, 3, 4]).dropLast(4)), over: "songs/b.wav", in: workshop.folder)
    let (_, reports) = try await workshop.run(stages, jobs: 1, with: [meddling])
    #expect(reports["b.wav"]?.status == .failed)
    try workshop.addFile("songs/b.wav", workshop.wave([8192, 0, 0, 0]))
    #expect(
      try await workshop.run(stages, jobs: 1, with: [ScriptedStage.kind { _ in "" }]).reports["b.wav"]?.status == .ok)
  }

  @Test func otherLabelsReachAStageOfTheCorpus() async throws {
    struct Gather: CorpusStage {
      static let labels = Input<TrackText>("labels", "Each track's labels.")
      static let text = Output<Document>("text", fileExtension: "labels", "All labels.")
      static let declaration = StageDeclaration(
        id: "gather", doc: "Lists labels.", source: "These tests.", inputs: [labels], outputs: [text])

      init(_ settings: Settings) {}

      func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
        var outputs = Artifacts()
        let texts = try corpus.tracks.map { try corpus.inputs(of: $0)[Self.labels].bytes ?? [] }
        outputs[Self.text] = Document(text: texts.map { String(decoding: $0, as: UTF8.self) }.joined())
        return outputs
      }
    }
    try workshop.addSong("a.wav", [1, 2, 3, 4])
    for labels in ["one", "two"] {
      try workshop.addFile("songs/a.csv", Array(labels.utf8))
      try await workshop.run(
        "  gather: {use: gather}\n", source: ", labels: '{track}.csv'", with: [StageKind(Gather.self)])
      #expect(try workshop.document("gather.labels") == labels)
    }
  }

  /// A program outside is told where a song lies in the library: the same song elsewhere is another input.
  @Test func aSongThatIsMovedIsAnotherInputForAProgramOutside() async throws {
    struct Place: TrackStage {
      static let largest = Input<Number>("largest", "Any number.")
      static let length = Output<Number>("length", "How long the track's path is.")
      static let declaration = StageDeclaration(
        id: "place", doc: "Counts the letters of a path.", source: "These tests.", inputs: [largest], outputs: [length],
        origin: StageOrigin(plugin: "p", version: "", licence: "", path: "/p", fingerprint: "f"))

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.length] = Number(Double(context.track.path.count))
        return outputs
      }
    }
    let stages = """
        groups: {use: groups}
        share: {use: share}
        place: {use: place, in: {largest: share.largest}}
        census: {use: census, in: {largest: place.length}}

      """
    for (path, length) in [("a.wav", 5.0), ("moved/a.wav", 11)] {
      try workshop.addSong(path, [4096, 0, 0, 0])
      try await workshop.run(stages, over: ["songs"], with: [StageKind(Place.self)])
      #expect(try workshop.document("census.txt").split { $0.isWhitespace }.last.flatMap { Double($0) } == length)
      try FileManager.default.removeItem(atPath: "\(workshop.folder)/songs/\(path)")
    }
  }

  /// A stage that takes nothing of a song but its labels still knows how long it is.
  @Test func aLongerSongWithTheSameLabelsIsAnotherInput() async throws {
    struct Length: TrackStage {
      static let labels = Input<TrackText>("labels", "The track's labels.")
      static let text = Output<Document>("text", fileExtension: "length", "The track's length in seconds.")
      static let declaration = StageDeclaration(
        id: "length", doc: "Writes the length.", source: "These tests.", inputs: [labels], outputs: [text])

      init(_ settings: Settings) {}

      func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
        var outputs = Artifacts()
        outputs[Self.text] = Document(text: "\(context.track.seconds)")
        return outputs
      }
    }
    try workshop.addFile("songs/a.csv", Array("labels".utf8))
    for seconds in [1, 2] {
      try workshop.addSong("a.wav", [Int16](repeating: 1, count: seconds * Workshop.sampleRate))
      try await workshop.run(
        "  length: {use: length}\n", source: ", labels: '{track}.csv'", with: [StageKind(Length.self)])
      #expect(try workshop.document("a.length") == "\(Double(seconds))")
    }
  }
}
