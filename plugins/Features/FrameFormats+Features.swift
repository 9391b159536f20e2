import Signal
import StageKit

extension FrameFormats {
  /// The format of an output with a row per row of an input.
  ///
  /// - Parameters:
  ///   - output: The output.
  ///   - input: The input.
  ///   - wanted: What the input must be.
  ///   - quantity: What the output is.
  ///   - width: Numbers per row of the output.
  ///   - frequencies: The middle of each column's band in Hz, if columns are bands.
  /// - Throws: ``Failure`` if the input is something else.
  func giving(
    _ quantity: Quantity, width: Int, on output: Output<Frames>, for input: Input<Frames>, of wanted: Quantity,
    frequencies: [Double] = []
  ) throws(Failure) -> FrameFormats {
    var format = try self[input]
    try format.require(wanted)
    format.quantity = quantity
    format.width = width
    format.columns = []
    format.frequencies = frequencies
    var outputs = FrameFormats()
    outputs[output] = format
    return outputs
  }
}

extension FrameFormat {
  /// Where the rows stand in time, in whole samples.
  var grid: FrameGrid {
    FrameGrid(sampleRate: sampleRate, hop: max(1, Int(exactly: (sampleRate / rate).rounded()) ?? 1))
  }

  /// How many rows librosa delays an onset envelope by, so that a rise is placed at the centre of the frame that hears it.
  var onsetDelay: Int {
    transformLength / (2 * grid.hop)
  }
}
