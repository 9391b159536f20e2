/// A block of a frame stage's inputs: as many rows of each.
public struct FrameBlock: Sendable {
  private let rows: [String: [Rows]]

  /// A block with the rows of each port by name.
  public init(_ rows: [String: [Rows]]) {
    self.rows = rows
  }

  /// The rows on a wired input.
  ///
  /// - Throws: ``Failure`` if the port is empty, which a checked plan rules out.
  public subscript<Value: StreamedArtifact>(port: Input<Value>) -> Rows {
    get throws {
      guard let first = rows[port.name]?.first else {
        throw Failure("nothing arrived at the input '\(port.name)'")
      }
      return first
    }
  }

  /// The rows on a list input, in the pipeline's order.
  public subscript<Value: StreamedArtifact>(port: ListInput<Value>) -> [Rows] {
    rows[port.name] ?? []
  }

  /// The rows at a port by name, in the pipeline's order.
  public subscript(named name: String) -> [Rows] { rows[name] ?? [] }
}
