/// A graph of operators with its constants, one input and one output. Source: onnx.proto.
struct ONNXGraph {
  /// A matrix of float32 that comes in or goes out: its rows are the frames, as many as there are.
  struct Matrix {
    let name: String
    let width: Int
  }

  let name: String
  let input: Matrix
  let output: Matrix
  private var nodes: [ONNXNode] = []
  private var constants: [ProtobufMessage] = []

  init(name: String, input: Matrix, output: Matrix) {
    self.name = name
    self.input = input
    self.output = output
  }

  /// Adds an operator after those that it takes its inputs from.
  mutating func add(_ node: ONNXNode) {
    nodes.append(node)
  }

  /// Adds a constant of float32.
  mutating func add(_ tensor: Tensor) {
    addConstant(tensor.name, shape: tensor.shape, type: 1, content: tensor.littleEndianBytes)
  }

  /// Adds a list of whole numbers, int64, least significant byte first.
  mutating func add(_ name: String, _ numbers: [Int]) {
    let content = numbers.map(Int64.init).withUnsafeBytes { Array($0) }
    addConstant(name, shape: [numbers.count], type: 7, content: content)
  }

  /// A `TensorProto`; the types' numbers are those of `TensorProto.DataType`.
  private mutating func addConstant(_ name: String, shape: [Int], type: Int, content: [UInt8]) {
    var constant = ProtobufMessage()
    for length in shape { constant.add(1, length) }
    constant.add(2, type)
    constant.add(8, name)
    constant.add(9, content)
    constants.append(constant)
  }

  /// The graph in its binary form: `GraphProto`.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for node in nodes { message.add(1, node.message) }
    message.add(2, name)
    for constant in constants { message.add(5, constant) }
    message.add(11, Self.message(input))
    message.add(12, Self.message(output))
    return message
  }

  /// A `ValueInfoProto`: the type of a matrix whose number of rows is free.
  private static func message(_ matrix: Matrix) -> ProtobufMessage {
    var rows = ProtobufMessage()
    rows.add(2, "rows")
    var columns = ProtobufMessage()
    columns.add(1, matrix.width)
    var shape = ProtobufMessage()
    shape.add(1, rows)
    shape.add(1, columns)
    var tensor = ProtobufMessage()
    tensor.add(1, 1)
    tensor.add(2, shape)
    var type = ProtobufMessage()
    type.add(1, tensor)
    var message = ProtobufMessage()
    message.add(1, matrix.name)
    message.add(2, type)
    return message
  }
}
