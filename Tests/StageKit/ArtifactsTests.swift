import StageKit
import Testing

@Suite struct ArtifactsTests {
  private let tempo = Output<Number>("tempo", "The tempo.")

  @Test func anOutputIsReadByAnInputOfTheSameName() throws {
    var artifacts = Artifacts()
    artifacts[tempo] = Number(120)
    #expect(try artifacts[Input<Number>("tempo", "The tempo.")].value == 120)
    #expect(artifacts[OptionalInput<Number>("tempo", "The tempo.")]?.value == 120)
    #expect(artifacts.names == ["tempo"])
  }

  @Test func anEmptyInputSaysSo() {
    let failure = #expect(throws: Failure.self) { try Artifacts()[Input<Number>("tempo", "The tempo.")] }
    #expect(failure?.description == "nothing arrived at the input 'tempo'")
  }

  @Test func anotherTypeIsNotRead() {
    var artifacts = Artifacts()
    artifacts[tempo] = Number(120)
    #expect(artifacts[OptionalInput<Events>("tempo", "Events of the same name.")] == nil)
  }

  @Test func aListKeepsNamesStagesAndOrder() {
    var artifacts = Artifacts()
    artifacts[named: "numbers"] = [
      .init(name: "tempo", of: "beats", value: Number(120)), .init(name: "tuning", value: Number(0.1)),
    ]
    let list = artifacts[ListInput<Number>("numbers", "All numbers.")]
    #expect(list.map(\.name) == ["tempo", "tuning"])
    #expect(list.map(\.stage) == ["beats", nil])
    #expect(list.map(\.value.value) == [120, 0.1])
  }
}
