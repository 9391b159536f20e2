import FoundationEssentials
import Networks
import StageKit
import Testing

/// Models as files for `check_weights.py`, which loads them into PyTorch and onnxruntime. Runs where the environment
/// names a folder to write them to.
@Suite struct ModelFileTests {
  static let folder = ProcessInfo.processInfo.environment["SONGBOARD_MODEL_FILES"]

  @Test(.enabled(if: folder != nil), arguments: Cell.allCases, [true, false])
  func modelsAreWritten(_ cell: Cell, _ isBidirectional: Bool) throws {
    let folder = URL(filePath: try #require(Self.folder))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for layers in [[2], [5, 3], [64, 32, 16], [256, 128, 64]] {
      let model = try Samples.model(cell, layers: layers, isBidirectional: isBidirectional)
      let sizes = layers.map(String.init).joined(separator: "-")
      let name = "\(cell.rawValue)-\(isBidirectional ? "both" : "forward")-\(sizes)"
      let file = folder.appending(path: "\(name).safetensors")
      try Data(model.bytes).write(to: file)
      try Data(ONNXExport.bytes(of: model)).write(to: folder.appending(path: "\(name).onnx"))
      #expect(try Model(bytes: Array(Data(contentsOf: file))) == model)
    }
  }
}
