/// A node of an ONNX graph: an operator with the names of its inputs and outputs. Source: `NodeProto` in onnx.proto.
struct ONNXNode {
  /// An attribute's value. The raw numbers of the types are those of `AttributeProto.AttributeType`.
  enum Attribute {
    case whole(Int)
    case text(String)
  }

  let kind: String
  let inputs: [String]
  let outputs: [String]
  let attributes: [(name: String, value: Attribute)]

  init(_ kind: String, _ inputs: [String], to outputs: [String], _ attributes: [(name: String, value: Attribute)] = [])
  {
    self.kind = kind
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
  }

  /// The node in its binary form, named after its first output that has a name.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.add(1, input) }
    for output in outputs { message.add(2, output) }
    message.add(3, "\(outputs.first { !$0.isEmpty } ?? kind).\(kind)")
    message.add(4, kind)
    for (name, value) in attributes { message.add(5, Self.message(name, value)) }
    return message
  }

  private static func message(_ name: String, _ value: Attribute) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, name)
    switch value {
    case .whole(let number):
      message.add(3, number)
      message.add(20, 2)
    case .text(let text):
      message.add(4, text)
      message.add(20, 3)
    }
    return message
  }
}
