import FoundationEssentials
import Networks
import StageKit
import Testing

/// Models as files for `check_weights.py`, which holds them against PyTorch and onnxruntime. Runs where the environment
/// names a folder to write them to.
@Suite struct ModelFileTests {
  static let folder = ProcessInfo.processInfo.environment["SONGBOARD_MODEL_FILES"]
  /// Frames of the songs that the networks answer.
  static let lengths = [1, 2, 37, 600]

  @Test(.enabled(if: folder != nil), arguments: Cell.allCases, [true, false])
  func modelsAreWritten(_ cell: Cell, _ isBidirectional: Bool) throws {
    let folder = URL(filePath: try #require(Self.folder))
    let answers = folder.appending(path: "answers")
    try FileManager.default.createDirectory(at: answers, withIntermediateDirectories: true)
    for layers in [[2], [5, 3], [64, 32, 16], [256, 128, 64]] {
      let model = try Samples.model(cell, layers: layers, isBidirectional: isBidirectional)
      let sizes = layers.map(String.init).joined(separator: "-")
      let name = "\(cell.rawValue)-\(isBidirectional ? "both" : "forward")-\(sizes)"
      let file = folder.appending(path: "\(name).safetensors")
      try Data(model.bytes).write(to: file)
      try Data(ONNXExport.bytes(of: model)).write(to: folder.appending(path: "\(name).onnx"))
      try Data(Self.answers(of: model).bytes).write(to: answers.appending(path: "\(name).safetensors"))
      #expect(try Model(bytes: Array(Data(contentsOf: file))) == model)
    }
  }

  /// What the model's network says to songs by chance: `frames.N`, as they are before normalisation, and `logits.N`.
  private static func answers(of model: Model) throws -> WeightFile {
    let shape = try #require(model.card.shape)
    let (mean, deviation) = (try model.values(Model.meanName), try model.values(Model.deviationName))
    let normalisation = [Model.meanName, Model.deviationName]
    let predictor = Predictor(
      try RecurrentNetwork(shape: shape, tensors: model.tensors.filter { !normalisation.contains($0.name) }))
    let random = CounterRandom(seed: 7)
    let tensors = lengths.flatMap { length in
      let frames = (0..<length * shape.inputs).map {
        Float(6 * random.uniform("frames", UInt64(length), UInt64($0)) - 3)
      }
      let normalised = frames.enumerated().map { place, number in
        (number - mean[place % shape.inputs]) / deviation[place % shape.inputs]
      }
      return [
        Tensor(name: "frames.\(length)", shape: [length, shape.inputs], values: frames),
        Tensor(name: "logits.\(length)", shape: [length, shape.outputs], values: predictor.logits(of: normalised)),
      ]
    }
    return try WeightFile(tensors: tensors, metadata: [:])
  }
}
