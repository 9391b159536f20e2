import Networks
import StageKit
import Testing

@testable import Models

@Suite("Networks of views")
struct ViewNetworkTests {
  @Test("a view that is not one of whole seconds is refused", arguments: [0.5, 2.5, 7200, 1e300])
  func otherViews(seconds: Double) throws {
    let model = try #require(
      try Assistant(.tiny(Assistant.declaration)).learn(from: TinyCorpus(), in: .test())[Assistant.model])
    #expect(throws: Never.self) { try ViewNetwork(model) }
    let card = try ModelCard(
      kind: .assistant, shape: model.card.shape, types: model.card.types, scale: [], view: seconds,
      features: model.card.features, pipeline: "0", version: "0")
    let other = try Model(card: card, tensors: model.tensors)
    #expect(throws: StageFailure.self) { try ViewNetwork(other) }
  }
}
