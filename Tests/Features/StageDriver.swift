import StageKit

/// Runs stages over arrays, as an engine would: block by block, twice where a stage surveys first.
struct StageDriver {
  /// Rows per block.
  var blockSize = 1024

  /// A frame stage's rows and other artifacts, for frames on one input.
  func run(_ stage: any FrameStage, _ port: String, _ frames: Frames) throws -> (frames: Frames, others: Artifacts) {
    var formats = FrameFormats()
    formats[named: port] = [frames.format]
    formats.name(streamsAt: port, ["frames"])
    let outputPort = type(of: stage).declaration.outputs[0].name
    let format = try stage.formats(for: formats)[named: outputPort][0]
    let processor = try stage.makeProcessor(for: formats)
    if processor.surveysFirst {
      try forEachBlock(of: frames) { try processor.survey(FrameBlock([port: [$0]])) }
    }
    var values: [Float] = []
    var output = Rows(width: format.width)
    try forEachBlock(of: frames) { rows in
      try processor.process(FrameBlock([port: [rows]]), into: &output)
      values += output.values
      output.removeAll()
    }
    let others = try processor.finish(into: &output)
    return (Frames(format: format, values: values + output.values), others)
  }

  private func forEachBlock(of frames: Frames, _ body: (Rows) throws -> Void) throws {
    try frames.forEachBlock(of: blockSize) { _, rows in
      try body(Rows(width: frames.format.width, values: Array(rows)))
    }
  }
}
