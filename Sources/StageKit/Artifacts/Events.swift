/// The events of one track in the order of their start times: onsets, beats, sections.
public struct Events: JSONArtifact, Hashable {
  /// Carried by ports of kind ``PortKind/events``.
  public static let type = ArtifactType(Events.self, kind: .events)

  /// The events, sorted by start time.
  public let events: [Event]

  /// Events, sorted by start time; those that start together keep their order.
  public init(_ events: [Event]) {
    self.events = events.sorted { $0.start < $1.start }
  }

  /// Moments without labels, in seconds.
  public init(times: [Double]) {
    self.init(times.map { Event(at: $0) })
  }

  /// The start of each event in seconds.
  public var times: [Double] { events.map(\.start) }
}

extension Events {
  /// The events of a list.
  public init(from decoder: any Decoder) throws { self.init(try [Event](from: decoder)) }

  /// The events as a list.
  public func encode(to encoder: any Encoder) throws { try events.encode(to: encoder) }
}
