/// Artifacts by port name: what a stage is given, or what it gives.
public struct Artifacts: Sendable {
  /// An artifact with the name that the pipeline refers to it by: the stage's, or the port's where one is named.
  public struct Named<Value: Sendable>: Sendable {
    /// The last part of the reference: `mel` for `mel`, `tempo` for `beats.tempo`.
    public let name: String
    /// The stage that gives it, by its name in the pipeline; `nil` where a stage has just made it.
    public let stage: String?
    /// The artifact.
    public let value: Value

    /// An artifact with its name.
    public init(name: String, of stage: String? = nil, value: Value) {
      self.name = name
      self.stage = stage
      self.value = value
    }
  }

  private var lists: [String: [Named<any Artifact>]] = [:]

  /// No artifacts.
  public init() {}

  /// The artifact on a wired input.
  ///
  /// - Throws: ``Failure`` if the port is empty, which a checked plan rules out.
  public subscript<Value>(port: Input<Value>) -> Value {
    get throws {
      guard let value = lists[port.name]?.first?.value as? Value else {
        throw Failure("nothing arrived at the input '\(port.name)'")
      }
      return value
    }
  }

  /// The artifact on an optional input, if it is wired.
  public subscript<Value>(port: OptionalInput<Value>) -> Value? {
    lists[port.name]?.first?.value as? Value
  }

  /// The artifacts on a list input, in the pipeline's order.
  public subscript<Value>(port: ListInput<Value>) -> [Named<Value>] {
    self[named: port.name].compactMap { named in
      (named.value as? Value).map { Named(name: named.name, of: named.stage, value: $0) }
    }
  }

  /// The artifact on an output.
  public subscript<Value>(port: Output<Value>) -> Value? {
    get { lists[port.name]?.first?.value as? Value }
    set { lists[port.name] = newValue.map { [Named<any Artifact>(name: port.name, value: $0)] } }
  }

  /// The artifacts at a port by name, as the engine moves them.
  public subscript(named name: String) -> [Named<any Artifact>] {
    get { lists[name] ?? [] }
    set { lists[name] = newValue }
  }

  /// The names of the ports that hold something, sorted.
  public var names: [String] { lists.keys.sorted() }
}
