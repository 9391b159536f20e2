/// Where the parameters of one direction of a recurrent layer stand among all parameters of a network.
struct DirectionParameters {
  let inputWeights: Int
  let recurrentWeights: Int
  let inputBias: Int
  let recurrentBias: Int
  /// Where the next parameters start.
  let end: Int

  init(start: Int, rows: Int, inputs: Int, units: Int) {
    inputWeights = start
    recurrentWeights = inputWeights + rows * inputs
    inputBias = recurrentWeights + rows * units
    recurrentBias = inputBias + rows
    end = recurrentBias + rows
  }
}
