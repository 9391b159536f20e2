import Pipeline
import StageKit

/// One pass over a track: all frame stages that have work in it, fused, block by block.
struct StreamPass {
  private let nodes: [StreamNode]
  private var spools: [PortReference: RowSpool]

  /// The artifacts that the nodes gave at the end, by stage name.
  private(set) var artifacts: [String: Artifacts] = [:]
  /// What the nodes had to say, with the stages' names.
  private(set) var warnings: [String] = []

  /// - Parameters:
  ///   - nodes: Each after those it takes from.
  ///   - spooled: The streams to keep that first flow in this pass.
  init(nodes: [StreamNode], spooling spooled: [PortReference: FrameFormat]) {
    self.nodes = nodes
    spools = spooled.mapValues { RowSpool(format: $0) }
  }

  /// The spooled streams, whole once the pass is finished.
  var spooledFrames: [PortReference: Frames] { spools.mapValues(\.frames) }

  /// Whether a node of this pass takes a stream that no other node of it gives.
  func takes(_ stream: PortReference) -> Bool {
    nodes.contains { $0.stage.streams.contains(stream) } && !nodes.contains { $0.stage.streamOutput == stream }
  }

  /// Sends rows of a stream to all that take it, and what they give onwards.
  mutating func send(_ rows: Rows, of stream: PortReference) throws {
    guard !rows.isEmpty else { return }
    try spools[stream]?.append(rows)
    for node in nodes where node.stage.streams.contains(stream) {
      let given = try node.take(rows, of: stream)
      if let output = node.stage.streamOutput { try send(given, of: output) }
    }
  }

  /// Ends all streams, in order, so that what a node still gives reaches those behind it.
  mutating func finish() throws {
    for node in nodes where node.role == .process {
      let (rows, given) = try node.finish()
      artifacts[node.stage.name] = given
      warnings += node.processor.warnings.map { "\(node.stage.name): \($0)" }
      if let output = node.stage.streamOutput { try send(rows, of: output) }
    }
  }
}
