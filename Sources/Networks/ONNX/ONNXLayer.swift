import StageKit

/// A recurrent layer as an ONNX operator: `LSTM` or `GRU`, with PyTorch's gates in the operator's order.
struct ONNXLayer {
  let shape: NetworkShape
  let layer: Int

  /// Adds the layer: from `layers.<l>.input` to `layers.<l + 1>.input`, each of rows, songs, columns.
  func add(to graph: inout ONNXGraph, weights model: Model) throws(Failure) {
    let (name, units) = ("layers.\(layer)", shape.layers[layer])
    let rows = shape.cell.gateCount * units
    graph.add(
      Tensor(
        name: "\(name).W", shape: [shape.directions, rows, shape.inputs(ofLayer: layer)],
        values: try stacked(["weight_ih_l0"], of: model)))
    graph.add(
      Tensor(
        name: "\(name).R", shape: [shape.directions, rows, units], values: try stacked(["weight_hh_l0"], of: model)))
    graph.add(
      Tensor(
        name: "\(name).B", shape: [shape.directions, 2 * rows],
        values: try stacked(["bias_ih_l0", "bias_hh_l0"], of: model)))
    graph.add(
      ONNXNode(
        shape.cell.rawValue.uppercased(), ["\(name).input", "\(name).W", "\(name).R", "\(name).B"],
        to: ["\(name).states"], attributes))
    // The operator gives rows, directions, songs, units. With one song the directions lie side by side already.
    graph.add("\(name).side by side", [0, 1, shape.directions * units])
    graph.add(
      ONNXNode("Reshape", ["\(name).states", "\(name).side by side"], to: ["layers.\(layer + 1).input"]))
  }

  private var attributes: [(name: String, value: ONNXNode.Attribute)] {
    let common: [(name: String, value: ONNXNode.Attribute)] = [
      ("hidden_size", .whole(shape.layers[layer])),
      ("direction", .text(shape.isBidirectional ? "bidirectional" : "forward")),
    ]
    // PyTorch applies the reset gate after the product with the recurrent weights.
    return shape.cell == .gru ? common + [("linear_before_reset", .whole(1))] : common
  }

  /// Parameters of all directions behind each other, the gates in the operator's order.
  private func stacked(_ names: [String], of model: Model) throws(Failure) -> [Float] {
    var stacked: [Float] = []
    for direction in ["", "_reverse"].prefix(shape.directions) {
      for name in names {
        let values = try model.values("layers.\(layer).\(name)\(direction)")
        let block = values.count / shape.cell.gateCount
        for gate in gateOrder { stacked += values[(gate * block)..<((gate + 1) * block)] }
      }
    }
    return stacked
  }

  /// Where the operator's gates stand in PyTorch: i, o, f, c of i, f, g, o; and z, r, h of r, z, n.
  private var gateOrder: [Int] {
    switch shape.cell {
    case .lstm: [0, 3, 1, 2]
    case .gru: [1, 0, 2]
    }
  }
}
