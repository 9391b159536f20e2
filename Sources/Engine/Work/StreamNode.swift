import Pipeline
import StageKit

/// A frame stage at work in one pass over one track.
final class StreamNode {
  let stage: PlannedStage
  let role: StreamRole
  let processor: any FrameProcessor

  private let ports: [(name: String, streams: [PortReference])]
  private var waiting: [PortReference: Rows] = [:]
  private var output: Rows

  init(_ stage: PlannedStage, role: StreamRole, processor: any FrameProcessor) {
    self.stage = stage
    self.role = role
    self.processor = processor
    ports = stage.declaration.inputs.compactMap { input in
      stage.inputs[input.name].map { (input.name, $0.map(\.from)) }
    }
    output = Rows(width: stage.streamWidth)
  }

  /// Takes rows of one of the node's streams and gives the rows that are ready.
  ///
  /// A node with several streams works on as many rows as have arrived of each; the rest waits.
  func take(_ rows: Rows, of stream: PortReference) throws -> Rows {
    if stage.streams.count == 1 {
      return try work(FrameBlock([ports[0].name: [rows]]))
    }
    waiting[stream, default: Rows(width: rows.width)].values += rows.values
    let ready = stage.streams.map { waiting[$0]?.count ?? 0 }.min() ?? 0
    guard ready > 0 else { return Rows(width: output.width) }
    var parts: [PortReference: Rows] = [:]
    for (stream, rows) in waiting {
      parts[stream] = Rows(width: rows.width, values: Array(rows.values.prefix(ready * rows.width)))
      waiting[stream]?.values.removeFirst(ready * rows.width)
    }
    let block = ports.map { port in (port.name, port.streams.compactMap { parts[$0] }) }
    return try work(FrameBlock(Dictionary(block, uniquingKeysWith: { first, _ in first })))
  }

  /// Gives the last rows and the artifacts of the stage's other outputs.
  func finish() throws -> (rows: Rows, artifacts: Artifacts) {
    output.removeAll()
    let artifacts = try named { try processor.finish(into: &output) }
    return (output, artifacts)
  }

  private func work(_ block: FrameBlock) throws -> Rows {
    output.removeAll()
    try named {
      switch role {
      case .survey: try processor.survey(block)
      case .process: try processor.process(block, into: &output)
      }
    }
    return output
  }

  /// Does work; a failure in it gets the stage's name.
  private func named<Result>(_ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let failure as Failure {
      throw failure.of(stage.name)
    }
  }
}

extension PlannedStage {
  /// The stage's first stream output: the port that its rows go out by.
  var streamOutput: PortReference? {
    declaration.outputs.first { $0.kind == .frames }.map { PortReference(stage: name, port: $0.name) }
  }

  /// Numbers per row of the stage's stream.
  var streamWidth: Int {
    streamOutput.flatMap { outputFormats[named: $0.port].first?.width } ?? 1
  }
}
