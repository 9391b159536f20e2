import Networks
import StageKit

/// `export.onnx`: a network as a file that other programs run.
struct ExportONNX: CorpusStage {
  static let model = OptionalInput<Model>("model", "The network that a stage of this pipeline learned.")
  static let onnx = Output<Document>("onnx", fileExtension: "onnx", "Frames in, a probability per shot type out.")

  static let declaration = StageDeclaration(
    id: "export.onnx",
    doc: "Writes a student's network as ONNX, with its normalisation, for onnxruntime and others.",
    source: "ONNX IR version 8, operator set 17",
    inputs: [model], outputs: [onnx], parameters: [LearnedModel.file])

  private let finished: Model?

  init(_ settings: Settings) throws(Failure) {
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .student)
  }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    guard let model = finished ?? corpus.shared[Self.model] else {
      throw Failure("has no model", remedy: "wire `model` to a student's model, or name a file with `model`")
    }
    var outputs = Artifacts()
    outputs[Self.onnx] = Document(bytes: try ONNXExport.bytes(of: model))
    return outputs
  }
}
