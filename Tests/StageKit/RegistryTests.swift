import StageKit
import Testing

@Suite struct RegistryTests {
  @Test func stagesAreFoundById() throws {
    let registry = try Registry([Plugin(name: "a", stages: [StageKind(Quiet.self)])])
    #expect(registry["quiet"]?.declaration.id == "quiet")
    #expect(registry["loud"] == nil)
  }

  @Test func anIdBelongsToOneStage() {
    let failure = #expect(throws: Failure.self) {
      try Registry([
        Plugin(name: "a", stages: [StageKind(Quiet.self)]), Plugin(name: "b", stages: [StageKind(Quiet.self)]),
      ])
    }
    let told = "two stages share the id 'quiet': one in the plugin 'a', one in 'b'; give one of them another id"
    #expect(failure?.description == told)
  }

  @Test func aFrameStageMustStream() {
    let failure = #expect(throws: Failure.self) { try Registry([Plugin(name: "a", stages: [StageKind(Halting.self)])]) }
    #expect(
      failure?.description
        == "the frame stage 'halting' takes events at 'beats', which does not stream; make it a TrackStage")
    #expect(
      Halting.declaration.faults(as: .frame).dropFirst() == [
        "the frame stage 'halting' has the optional input 'audio'; make it a ListInput",
        "the frame stage 'halting' gives 2 streams; split it into a stage for each",
        "the frame stage 'halting' gives audio at 'echo'; only the source gives audio",
      ])
    #expect(Quiet.declaration.faults(as: .frame) == ["the frame stage 'quiet' takes no stream; make it a TrackStage"])
  }

  @Test func aCorpusStageGivesWhatTracksShare() {
    struct Sums: CorpusStage {
      static let sum = Output<Number>("sum", "The sum of all tracks.")
      static let declaration = StageDeclaration(
        id: "sums", doc: "Sums up the tracks.", source: "These tests.", inputs: [], outputs: [sum])
      init(_ settings: Settings) {}
      func run(_ corpus: any Corpus, in context: CorpusContext) -> Artifacts { Artifacts() }
    }
    struct Idler: LearningStage {
      static let declaration = StageDeclaration(
        id: "idler", doc: "Learns nothing.", source: "These tests.", inputs: [], outputs: [Sums.sum])
      init(_ settings: Settings) {}
      var learns: Bool { true }
      func learn(from corpus: any Corpus, in context: CorpusContext) -> Artifacts { Artifacts() }
      func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) -> Artifacts { Artifacts() }
    }
    for (stage, message) in [
      (
        StageKind(Sums.self),
        "the corpus stage 'sums' gives number at 'sum', which belongs to a track; make it a LearningStage"
      ),
      (StageKind(Idler.self), "the learning stage 'idler' gives no model; make it a TrackStage"),
    ] as [(StageKind, String)] {
      let failure = #expect(throws: Failure.self) { try Registry([Plugin(name: "a", stages: [stage])]) }
      #expect(failure?.description == message)
    }
  }

  @Test func aSoundDeclarationHasNoFaults() {
    #expect(Quiet.declaration.faults.isEmpty)
  }

  @Test func faultsOfADeclarationAreFound() {
    let declaration = StageDeclaration(
      id: "Loud", revision: 0, doc: "loud", source: "",
      inputs: [Input<Number>("a", "The first number."), Input<Number>("a", "b")],
      outputs: [Output<Document>("text", "A document without an ending.")],
      parameters: [
        Parameter("gain", default: 3.0, in: 0...2, "The gain of it all."),
        Parameter("depth", default: 1, "A number without a range."),
        Parameter("name", default: "x", unit: .seconds, "A text with a unit."),
      ])
    #expect(
      declaration.faults == [
        "Loud: the id is not a lower-case word",
        "Loud: the revision is below 1",
        "Loud: the doc is no sentence of more than 10 characters with a capital and a full stop: 'loud'",
        "Loud: the source is empty",
        "Loud: two inputs are named 'a'",
        "Loud: the doc of port 'a' is no sentence of more than 10 characters with a capital and a full stop: 'b'",
        "Loud: port 'text' must have a file ending exactly if it gives a document",
        "Loud.gain: the default is not allowed: 3 is out of range; allowed: 0 to 2",
        "Loud.depth: a number without a range",
        "Loud.name: a unit on something that is no number",
      ])
  }
}

private struct Quiet: TrackStage {
  static let number = Output<Number>("number", "A number without meaning.")
  static let declaration = StageDeclaration(
    id: "quiet", doc: "Gives a number without meaning.", source: "These tests.", inputs: [], outputs: [number])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts { Artifacts() }
}

private struct Halting: FrameStage {
  static let declaration = StageDeclaration(
    id: "halting", doc: "Cannot stream in four ways.", source: "These tests.",
    inputs: [
      Input<Events>("beats", "Events at the wrong place."), OptionalInput<Samples>("audio", "Perhaps a sound."),
    ],
    outputs: [Output<Frames>("rows", "The first stream."), Output<Samples>("echo", "The second stream.")])

  init(_ settings: Settings) {}

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor { throw Failure("is never run") }
}
