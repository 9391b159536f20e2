import StageKit

/// A model's network as an ONNX file, which other programs run without songboard.
///
/// Input: `frames`, float32, rows by columns as songboard's features give them; the file normalises them itself.
/// Output: `types`, float32, a row of probabilities for each frame, in the order of the metadata's `types`. The metadata
/// properties are those of ``ModelCard/metadata``. Source: onnx.proto, IR version 8, operator set 17.
public enum ONNXExport {
  /// The file: equal models give the same bytes.
  ///
  /// - Throws: ``Failure`` for a model without a network.
  public static func bytes(of model: Model) throws(Failure) -> [UInt8] {
    guard let shape = model.card.shape else {
      throw Failure(
        "a \(model.card.kind.rawValue) has no network that ONNX could hold", remedy: "export a student")
    }
    var operators = ProtobufMessage()
    operators.add(1, "")
    operators.add(2, 17)
    var message = ProtobufMessage()
    message.add(1, 8)
    message.add(2, "songboard")
    message.add(7, try graph(of: model, shape: shape).message)
    message.add(8, operators)
    for (key, text) in model.card.metadata.sorted(by: { $0.key < $1.key }) {
      var property = ProtobufMessage()
      property.add(1, key)
      property.add(2, text)
      message.add(14, property)
    }
    return message.bytes
  }

  private static func graph(of model: Model, shape: NetworkShape) throws(Failure) -> ONNXGraph {
    var graph = ONNXGraph(
      name: model.card.kind.rawValue, input: .init(name: "frames", width: shape.inputs),
      output: .init(name: "types", width: shape.outputs))
    for name in [Model.meanName, Model.deviationName] {
      graph.add(Tensor(name: name, shape: [shape.inputs], values: try model.values(name)))
    }
    graph.add(ONNXNode("Sub", ["frames", Model.meanName], to: ["centred"]))
    graph.add(ONNXNode("Div", ["centred", Model.deviationName], to: ["normalised"]))
    // Recurrent operators take rows of several songs side by side; here there is one.
    graph.add("one song", [0, 1, shape.inputs])
    graph.add(ONNXNode("Reshape", ["normalised", "one song"], to: ["layers.0.input"]))
    for layer in shape.layers.indices {
      let recurrent = ONNXLayer(shape: shape, layer: layer)
      try recurrent.add(to: &graph, weights: model)
    }
    try addOutput(to: &graph, model: model, shape: shape)
    return graph
  }

  private static func addOutput(
    to graph: inout ONNXGraph, model: Model, shape: NetworkShape
  ) throws(Failure) {
    let width = shape.inputs(ofLayer: shape.layers.count)
    graph.add("no songs", [0, width])
    graph.add(
      Tensor(name: "output.weight", shape: [shape.outputs, width], values: try model.values("output.weight")))
    graph.add(Tensor(name: "output.bias", shape: [shape.outputs], values: try model.values("output.bias")))
    graph.add(ONNXNode("Reshape", ["layers.\(shape.layers.count).input", "no songs"], to: ["output.input"]))
    graph.add(
      ONNXNode("Gemm", ["output.input", "output.weight", "output.bias"], to: ["scores"], [("transB", .whole(1))]))
    graph.add(ONNXNode("Softmax", ["scores"], to: ["types"], [("axis", .whole(-1))]))
  }
}
