import StageKit
import Testing

@testable import Networks

@Suite struct ONNXExportTests {
  /// The fields of a message: numbers as they are, contents as bytes.
  private func fields(_ bytes: ArraySlice<UInt8>) throws -> [(field: Int, number: Int, content: ArraySlice<UInt8>)] {
    var rest = bytes
    func varint() throws -> Int {
      var (number, shift) = (UInt64(0), UInt64(0))
      while true {
        let byte = try #require(rest.first)
        rest = rest.dropFirst()
        number |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 { return Int(Int64(bitPattern: number)) }
        shift += 7
      }
    }
    var fields: [(field: Int, number: Int, content: ArraySlice<UInt8>)] = []
    while !rest.isEmpty {
      let key = try varint()
      let number = try varint()
      if key & 7 == 2 {
        try #require(number <= rest.count)
        fields.append((key >> 3, number, rest.prefix(number)))
        rest = rest.dropFirst(number)
      } else {
        #expect(key & 7 == 0)
        fields.append((key >> 3, number, []))
      }
    }
    return fields
  }

  private func content(_ field: Int, _ bytes: ArraySlice<UInt8>) throws -> [ArraySlice<UInt8>] {
    try fields(bytes).filter { $0.field == field }.map(\.content)
  }

  private func texts(_ field: Int, _ bytes: ArraySlice<UInt8>) throws -> [String] {
    try content(field, bytes).map { String(decoding: $0, as: UTF8.self) }
  }

  private func graph(_ model: Model) throws -> ArraySlice<UInt8> {
    try #require(try content(7, ONNXExport.bytes(of: model)[...]).first)
  }

  private func constant(_ name: String, of model: Model) throws -> [Float] {
    let constant = try #require(try content(5, graph(model)).first { try texts(8, $0) == [name] })
    let data = try #require(try content(9, constant).first)
    return Tensor(name: name, shape: [], littleEndianBytes: data).values
  }

  @Test func theGraphNormalisesRunsTheLayersAndEndsInProbabilities() throws {
    let nodes = try content(1, graph(Samples.model(.lstm, layers: [3, 2])))
    let kinds = try nodes.flatMap { try texts(4, $0) }
    #expect(kinds == ["Sub", "Div", "Reshape", "LSTM", "Reshape", "LSTM", "Reshape", "Reshape", "Gemm", "Softmax"])
    // Each operator takes what the input, a constant or an operator before it gives.
    var known = Set(try content(5, graph(Samples.model(.lstm, layers: [3, 2]))).flatMap { try texts(8, $0) })
    known.insert("frames")
    for node in nodes {
      #expect(try Set(texts(1, node)).isSubset(of: known))
      known.formUnion(try texts(2, node))
    }
    #expect(known.contains("types"))
  }

  @Test func gatesStandInTheOperatorsOrder() throws {
    let lstm = try Samples.model(.lstm, isBidirectional: false)
    let input = try lstm.values("layers.0.weight_ih_l0")
    let block = 2 * 3
    let (i, f, g, o) = (input[..<block], input[block..<12], input[12..<18], input[18...])
    #expect(try constant("layers.0.W", of: lstm) == Array(i + o + f + g))

    let gru = try Samples.model(.gru)
    let (ih, hh) = (try gru.values("layers.0.bias_ih_l0"), try gru.values("layers.0.bias_hh_l0"))
    let turned = [ih, hh].flatMap { $0[2..<4] + $0[..<2] + $0[4...] }
    #expect(try Array(constant("layers.0.B", of: gru).prefix(12)) == turned)
    #expect(try constant("layers.0.B", of: gru).count == 24)
  }

  @Test func theCardIsInTheProperties() throws {
    let model = try Samples.model(.gru)
    let bytes = try ONNXExport.bytes(of: model)
    var metadata: [String: String] = [:]
    for property in try content(14, bytes[...]) {
      let key = try #require(try texts(1, property).first)
      let text: String = try #require(try texts(2, property).first)
      metadata[key] = text
    }
    #expect(try ModelCard(metadata: metadata) == model.card)
    #expect(try ONNXExport.bytes(of: model) == bytes)
  }

  @Test func aTeacherIsRefused() throws {
    let teacher = try Model(card: Samples.card(nil, kind: .teacher), tensors: [])
    #expect(throws: Failure.self) { try ONNXExport.bytes(of: teacher) }
  }
}
