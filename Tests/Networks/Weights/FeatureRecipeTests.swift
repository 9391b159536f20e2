import Networks
import StageKit
import Testing

@Suite struct FeatureRecipeTests {
  private func recipe(_ parts: [FeatureRecipe.Part], rate: String = "0.5 Hz") -> FeatureRecipe {
    FeatureRecipe(parts: parts, rate: rate)
  }

  @Test func equalRecipesPass() throws {
    try Samples.recipe.check(Samples.recipe)
    #expect(Samples.recipe.width == 3)
  }

  @Test func eachSettingThatDiffersIsNamed() throws {
    let trained = recipe([.init(stage: "mel", settings: ["bands": "128", "low": "0 Hz"], width: 128)])
    let here = recipe([.init(stage: "mel", settings: ["bands": "64", "high": "8 kHz"], width: 64)])
    #expect(
      trained.differences(from: here) == [
        "mel.bands is 64 here, 128 where the model was trained",
        "mel.high is 8 kHz here, not set where the model was trained",
        "mel.low is not set here, 0 Hz where the model was trained",
      ])
    #expect(throws: Failure.self) { try trained.check(here) }
  }

  @Test func stagesOrderWidthAndRateAreCompared() {
    let mel = FeatureRecipe.Part(stage: "mel", settings: [:], width: 2)
    let wide = FeatureRecipe.Part(stage: "mel", settings: [:], width: 3)
    let onset = FeatureRecipe.Part(stage: "onset", settings: [:], width: 1)
    #expect(
      recipe([mel, onset]).differences(from: recipe([mel]))
        == ["onset is missing here, and was there where the model was trained"])
    #expect(
      recipe([mel]).differences(from: recipe([mel, mel]))
        == ["mel (2) is here, and was not where the model was trained"])
    #expect(
      recipe([mel, onset]).differences(from: recipe([onset, mel]))
        == ["the order is onset mel here, mel onset where the model was trained"])
    #expect(
      recipe([mel]).differences(from: recipe([wide], rate: "1 Hz"))
        == [
          "the width of mel is 3 here, 2 where the model was trained",
          "the rate is 1 Hz here, 0.5 Hz where the model was trained",
        ])
  }

  /// `pool` gives all columns, in the order of the frames that it takes.
  @Test func theOrderOfWhatAStageTakesIsCompared() {
    func pooled(_ stages: String...) -> FeatureRecipe {
      recipe(
        [.init(stage: "pool", settings: [:], width: 30)] + stages.map { .init(stage: $0, settings: [:], width: 0) })
    }
    let trained = pooled("timbre", "chroma", "onset", "spectrum")
    #expect(trained.differences(from: trained).isEmpty)
    #expect(
      trained.differences(from: pooled("chroma", "timbre", "onset", "spectrum"))
        == ["the order is chroma timbre here, timbre chroma where the model was trained"])
    #expect(
      trained.differences(from: pooled("onset", "timbre", "chroma", "spectrum"))
        == ["the order is onset timbre chroma here, timbre chroma onset where the model was trained"])
    // What is missing says enough.
    #expect(
      trained.differences(from: pooled("chroma", "timbre", "spectrum"))
        == ["onset is missing here, and was there where the model was trained"])
  }
}
