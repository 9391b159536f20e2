/// A network ready to predict, song by song.
///
/// It keeps memory from song to song, so that one thread uses it at a time.
public final class Predictor {
  /// The sizes of the network.
  public let shape: NetworkShape
  private let stack: LayerStack
  private let input = FloatBuffer()

  /// Packs the network's parameters.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - threads: How many threads work; the result is the same for any number.
  public init(_ network: RecurrentNetwork, threads: Int = 1) {
    shape = network.shape
    stack = LayerStack(
      shape: network.shape, team: ThreadTeam(threads: threads), kernels: InstructionSet.best.kernels)
    network.parameters.withUnsafeBufferPointer {
      if let start = $0.baseAddress { stack.prepare(start, learning: false) }
    }
  }

  /// The logits of each frame, shape (frames, classes), of a song's frames of shape (frames, inputs).
  public func logits(of frames: [Float]) -> [Float] {
    let count = frames.count / shape.inputs
    input.assign(frames)
    return stack.runForward(input, BatchLayout(lengths: [count])).prefix(count * shape.outputs)
  }
}
