import Networks
import StageKit
import Testing

@Suite struct ModelTests {
  @Test(arguments: Cell.allCases, [true, false])
  func readingGivesWhatWasWritten(_ cell: Cell, _ isBidirectional: Bool) throws {
    let model = try Samples.model(cell, layers: [3, 2], isBidirectional: isBidirectional)
    #expect(try Model(bytes: model.bytes) == model)
    #expect(try ModelCard(metadata: model.card.metadata) == model.card)
  }

  @Test func aCardKeepsTheNamesThatStandForTypes() throws {
    let shape = Samples.shape(.lstm)
    func card(_ aliases: [String: String]) throws -> ModelCard {
      try ModelCard(
        kind: .student, shape: shape, types: ["CU", "LS"], scale: ["CU", "LS"], aliases: aliases, view: 1,
        features: Samples.recipe, pipeline: "0")
    }
    let named = try card(["FS": "LS", "É\"": "CU"])
    #expect(try ModelCard(metadata: named.metadata) == named)
    #expect(named.metadata["map"] == #"{"FS":"LS","É\"":"CU"}"#)
    #expect(try card([:]).metadata["map"] == nil)
    #expect(throws: Failure("its map must name types")) { try card(["FS": "XLS"]) }
  }

  @Test func aCardKnowsTheSongsThatTheModelLearnedFrom() throws {
    func card(_ songs: [String]) throws -> ModelCard {
      try ModelCard(
        kind: .student, shape: Samples.shape(.lstm), types: ["CU", "LS"], scale: [], view: 1, features: Samples.recipe,
        songs: songs, pipeline: "0")
    }
    let known = try card(["00ff", "a1"])
    #expect(try ModelCard(metadata: known.metadata) == known)
    #expect(try card([]).metadata["songs"] == nil)
    var metadata = known.metadata
    metadata["songs"] = "3"
    #expect(throws: Failure.self) { try ModelCard(metadata: metadata) }
  }

  @Test func aTeacherHasTensorsOfItsOwn() throws {
    let tensors = [Tensor(name: "codebook.x", shape: [2, 2], values: [1, 2, 3, 4])]
    let teacher = try Model(card: Samples.card(nil, kind: .teacher), tensors: tensors)
    let read = try Model(bytes: teacher.bytes)
    #expect(read == teacher)
    #expect(try read.values("codebook.x") == [1, 2, 3, 4])
    #expect(throws: Failure.self) { try read.values("codebook.y") }
  }

  @Test func aTeachersCardKnowsAllViewsAndItsSettings() throws {
    let coarser = ["0.25 Hz", "0.125 Hz"].map { FeatureRecipe(parts: Samples.recipe.parts, rate: $0) }
    func card(_ views: [FeatureRecipe], _ settings: [String: String]) throws -> ModelCard {
      try ModelCard(
        kind: .teacher, shape: nil, types: ["CU", "LS"], scale: [], view: 1, features: Samples.recipe,
        coarserFeatures: views, settings: settings, pipeline: "0")
    }
    let whole = try card(coarser, ["targets": "fusion", "language_weight": "0.5"])
    #expect(try ModelCard(metadata: whole.metadata) == whole)
    #expect(whole.featuresByView == [Samples.recipe] + coarser)
    // Earlier versions wrote neither.
    var metadata = whole.metadata
    for key in ["rate.2", "features.2", "rate.3", "features.3", "settings"] {
      #expect(metadata.removeValue(forKey: key) != nil)
    }
    #expect(try ModelCard(metadata: metadata) == card([], [:]))
    for key in ["features.2", "settings"] {
      metadata = whole.metadata
      metadata[key] = "3"
      #expect(throws: Failure.self) { try ModelCard(metadata: metadata) }
    }
  }

  @Test func tensorsThatDoNotFitTheNetworkAreRefused() throws {
    let shape = Samples.shape(.lstm)
    let card = try Samples.card(shape)
    let whole = Samples.tensors(shape)
    let turned = whole.map { tensor in
      tensor.name == "output.weight" ? Tensor(name: tensor.name, shape: [4, 2], values: tensor.values) : tensor
    }
    let flat = whole.map { tensor in
      tensor.name == Model.deviationName ? Tensor(name: tensor.name, shape: [3], values: [1, 0, 1]) : tensor
    }
    let more = whole + [Tensor(name: "layers.1.weight_ih_l0", shape: [1], values: [0])]
    for tensors in [Array(whole.dropFirst()), Array(whole.dropLast()), turned, flat, more] {
      #expect(throws: Failure.self) { try Model(card: card, tensors: tensors) }
    }
  }

  @Test func cardsThatContradictThemselvesAreRefused() throws {
    let shape = Samples.shape(.lstm)
    #expect(throws: Failure.self) { try Samples.card(nil) }
    #expect(throws: Failure.self) { try Samples.card(shape, kind: .teacher) }
    #expect(throws: Failure.self) {
      try Samples.card(NetworkShape(inputs: 4, layers: [2], outputs: 2))
    }
    #expect(throws: Failure.self) {
      try Samples.card(NetworkShape(inputs: 3, layers: [2], outputs: 3))
    }
  }

  @Test(arguments: [0, -1, 3601, .max, .min]) func aViewIsOfWholeSecondsUpToAnHour(_ view: Int) throws {
    let card = try Samples.card(Samples.shape(.lstm))
    #expect(card.metadata["view"] == "2.0")
    #expect(throws: Failure.self) {
      try ModelCard(
        kind: card.kind, shape: card.shape, types: card.types, scale: card.scale, view: view, features: card.features,
        pipeline: card.pipeline)
    }
  }

  @Test func aViewIsReadWithAndWithoutADecimalPoint() throws {
    var metadata = try Samples.card(Samples.shape(.lstm)).metadata
    for text in ["4", "4.0"] {
      metadata["view"] = text
      #expect(try ModelCard(metadata: metadata).view == 4)
    }
  }

  @Test(arguments: [
    ("format", "2"), ("kind", "judge"), ("types", "CU,LS"), ("types", #"["CU","CU"]"#), ("scale", #"["XX"]"#),
    ("map", "[]"), ("view", "0"), ("view", "-1"), ("view", "nan"), ("view", "inf"), ("view", "1e300"), ("view", "1.4"),
    ("view", "3601"), ("view", "1 s"), ("features", "[]"), ("inputs", "-1"), ("inputs", "4611686018427387904"),
    ("features", #"[{"stage":"x","width":9223372036854775807,"settings":{}}]"#),
    ("features", #"[{"stage":"x","width":-1,"settings":{}},{"stage":"y","width":4,"settings":{}}]"#),
    (
      "features", "[\(Array(repeating: #"{"stage":"x","width":0,"settings":{}}"#, count: 1025).joined(separator: ","))]"
    ),
    ("layers", "[0]"), ("layers", "[]"), ("layers", "[9999999999]"), ("cell", "rnn"), ("bidirectional", "1"),
  ])
  func metadataThatNoCardHasIsRefused(_ key: String, _ text: String) throws {
    var metadata = try Samples.card(Samples.shape(.lstm)).metadata
    metadata[key] = text
    #expect(throws: Failure.self) { try ModelCard(metadata: metadata) }
    metadata[key] = nil
    // Only a map may be missing.
    if key != "map" { #expect(throws: Failure.self) { try ModelCard(metadata: metadata) } }
  }
}
