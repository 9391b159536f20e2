/// Formats of streams by port name: what a stage is offered, or what it will give.
public struct FrameFormats: Sendable {
  private var lists: [String: [FrameFormat]] = [:]
  private var names: [String: [String]] = [:]

  /// No formats.
  public init() {}

  /// The format on a wired input.
  ///
  /// - Throws: ``Failure`` if the port is empty, which a checked plan rules out.
  public subscript<Value: FormattedArtifact>(port: Input<Value>) -> FrameFormat {
    get throws(Failure) {
      guard let format = lists[port.name]?.first else {
        throw Failure("nothing is wired to the input '\(port.name)'")
      }
      return format
    }
  }

  /// The format on an optional input, if it is wired.
  public subscript<Value: FormattedArtifact>(port: OptionalInput<Value>) -> FrameFormat? {
    lists[port.name]?.first
  }

  /// The formats on a list input, in the pipeline's order.
  public subscript<Value: FormattedArtifact>(port: ListInput<Value>) -> [FrameFormat] {
    lists[port.name] ?? []
  }

  /// The names that the pipeline refers to the streams on a list input by, in the order of the formats.
  public subscript<Value: FormattedArtifact>(namesOn port: ListInput<Value>) -> [String] {
    names[port.name] ?? []
  }

  /// The format on an output.
  public subscript<Value: FormattedArtifact>(port: Output<Value>) -> FrameFormat? {
    get { lists[port.name]?.first }
    set { lists[port.name] = newValue.map { [$0] } }
  }

  /// The formats at a port by name, as the plan checker moves them.
  public subscript(named name: String) -> [FrameFormat] {
    get { lists[name] ?? [] }
    set { lists[name] = newValue }
  }

  /// Notes how the pipeline refers to the streams at a port, in the order of their formats.
  public mutating func name(streamsAt port: String, _ names: [String]) {
    self.names[port] = names
  }
}
