import Networks
import Testing

@Suite struct NetworkShapeTests {
  /// The sizes of the paper: bidirectional layers fit its printed 1.75 million parameters, the others do not.
  @Test func countsTheParametersOfThePaper() {
    let both = NetworkShape(inputs: 188, layers: [256, 128, 64], outputs: 8)
    let forward = NetworkShape(inputs: 188, layers: [256, 128, 64], isBidirectional: false, outputs: 8)
    // Without PyTorch's second bias per gate these are 1,733,128 and 702,728.
    #expect(both.parameterCount == 1_733_128 + 2 * 4 * (256 + 128 + 64))
    #expect(forward.parameterCount == 702_728 + 4 * (256 + 128 + 64))
  }

  @Test func namesParametersAsPyTorchDoes() {
    let shape = NetworkShape(inputs: 3, layers: [4, 2], cell: .gru, outputs: 8)
    #expect(shape.parameters.count == 18)
    #expect(shape.parameters[4].name == "layers.0.weight_ih_l0_reverse")
    #expect(shape.parameters[4].shape == [12, 3])
    #expect(shape.parameters[9].name == "layers.1.weight_hh_l0")
    #expect(shape.parameters[9].shape == [6, 2])
    #expect(shape.parameters[16].name == "output.weight")
    #expect(shape.parameters[16].shape == [8, 4])
  }
}
