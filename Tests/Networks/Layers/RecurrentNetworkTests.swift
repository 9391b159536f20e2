import StageKit
import Testing

@testable import Networks

@Suite struct RecurrentNetworkTests {
  @Test(arguments: [(Cell.lstm, "bilstm"), (Cell.gru, "bigru")], InstructionSet.supported)
  func equalsTheOracle(_ cell: (Cell, String), _ set: InstructionSet) throws {
    let oracle: RecurrentOracle = try Oracle.load(cell.1)
    let network = try oracle.network(cell.0)
    let pass = try Pass(network, oracle.songs(network.shape), set: set)
    #expect(abs(pass.loss.total / oracle.expect.loss - 1) < 1e-6)
    for song in oracle.lengths.indices {
      let length = oracle.lengths[song]
      expectClose(pass.logits[song], oracle.expect.logits[song].prefix(length).flatMap { $0 }, "logits of \(song)")
      expectClose(
        pass.inputGradients[song], (0..<length).flatMap { oracle.expect.gradX[$0][song] }, "inputs of \(song)")
    }
    for tensor in network.shape.tensors(pass.gradients) {
      let expected = try #require(oracle.expect.gradWeights[RecurrentOracle.name(tensor.name)]).values
      expectClose(tensor.values, expected, tensor.name)
    }
  }
}
