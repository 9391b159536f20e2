import StageKit
import Testing

@testable import Features

/// The stages beside the main chain against librosa 0.11.0, within a part of the range of its numbers.
@Suite struct SpectralGoldenTests {
  private let golden: Golden
  private let features: AllFeatures

  init() throws {
    golden = try Golden()
    features = try AllFeatures(golden.song)
  }

  private func stage<Type: FrameStage>(
    _ type: Type.Type, _ change: (inout Settings) -> Void = { _ in }
  ) throws -> Type {
    var settings = Settings(defaultsOf: type.declaration)
    change(&settings)
    return try type.init(settings)
  }

  private func check(_ stage: any FrameStage, of frames: Frames, within tolerance: Float) throws {
    let declaration = type(of: stage).declaration
    let found = try StageDriver().run(stage, declaration.inputs[0].name, frames).frames.values()
    let expected = try Golden.floats("\(declaration.id).f32")
    let range = try #require(expected.max()) - #require(expected.min())
    #expect(found.count == expected.count, "\(declaration.id)")
    let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= tolerance * range, "\(declaration.id): \(worst / range)")
  }

  @Test func stagesOnTheSpectrumAreLibrosas() throws {
    try check(stage(Centroid.self), of: features.spectrum, within: 1e-5)
    try check(stage(Bandwidth.self), of: features.spectrum, within: 1e-5)
    try check(stage(Rolloff.self), of: features.spectrum, within: 1e-5)
    try check(stage(Flatness.self), of: features.spectrum, within: 1e-5)
    // Decibels of the lowest bins, which single precision rounds; librosa transforms in double precision.
    try check(stage(Contrast.self), of: features.spectrum, within: 5e-3)
  }

  @Test func stagesOnSamplesAreLibrosas() throws {
    try check(stage(RootMeanSquare.self), of: golden.song, within: 1e-5)
    try check(stage(ZeroCrossings.self), of: golden.song, within: 1e-6)
  }

  @Test func stagesOnOtherFeaturesAreLibrosas() throws {
    try check(stage(Cepstrum.self), of: features.mel, within: 1e-5)
    try check(stage(Tonnetz.self), of: features.chroma, within: 1e-4)
    let tempogram = try stage(Tempogram.self) { $0[Tempogram.length] = 96 }
    try check(tempogram, of: features.onset, within: 1e-4)
  }
}
