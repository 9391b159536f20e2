import Learning
import Networks
import StageKit

/// `teacher`: the ensemble of the assistants, MF-RNNs: their probabilities fused with co-occurrence and a film language.
///
/// With one assistant it is that network with the language alone.
struct Teacher: LearningStage {
  static let types = ListInput<Frames>(
    "types", "The assistants' probabilities, one row per second, from the finest view to the coarsest.")
  static let frames = ListInput<Frames>(
    "frames", "The rows that the assistants read, in the same order; their codewords are counted.")
  static let truth = Input<Frames>("truth", "The labelled type of each second.")
  static let heldOut = ListInput<Frames>(
    "held_out", isRequired: false, "The assistants' probabilities by networks that never saw the song.")

  static let model = Output<Model>("model", fileExtension: "safetensors", "Codebooks, co-occurrence and film language.")
  static let fused = Output<Frames>("types", "The fusion's marginal probability per shot type and second.")
  static let path = Output<Frames>("path", "The fusion's most probable sequence: 1 for the type of each second.")
  static let mean = Output<Frames>("mean", "The mean of the assistants' probabilities.")
  static let targets = Output<Frames>("targets", "What a student learns from: the fusion's marginals or the mean.")

  static let codebook = Parameter(
    "codebook", default: CodebookSize.candidates, in: 2...1024,
    "Codewords per view; of several the one is taken that decodes the validation songs best.")
  static let smoothing = Parameter(
    "smoothing", default: 1.0, in: 1e-6...1000, "What is added to every count, so that nothing is impossible.")
  static let languageWeight = Parameter(
    "language_weight", default: 1.0, in: 0...10, "The weight of the film language in the fusion.")
  static let acousticScale = Parameter(
    "acoustic_scale", default: 1.0, in: 0...10, "The weight of the music in the fusion.")
  static let targetsOf = Parameter<TargetRule?>(
    "targets", default: nil, "What the soft targets are; none takes the preset's: mean, or fusion in the paper's.")
  static let targetsFrom = Parameter<TargetSource?>(
    "targets_from", default: nil,
    "Whose probabilities the soft targets of training songs are made of; none takes crossfit where held_out is wired.")

  static let declaration = StageDeclaration(
    id: "teacher",
    doc: "Fuses the assistants' probabilities with codeword co-occurrence and a bigram of shot types (MF-RNNs).",
    source: "Lin et al., ACM MM 2020: multi-resolution fused RNNs with film language",
    inputs: [types, frames, truth, heldOut], outputs: [model, fused, path, mean, targets],
    parameters: [
      LearningPreset.parameter, codebook, smoothing, languageWeight, acousticScale, targetsOf, targetsFrom,
      TrainingSettings.seed, LearnedModel.file,
    ])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }
}
