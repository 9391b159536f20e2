/// A moment or a span of a track.
public struct Event: Sendable, Hashable, Codable {
  /// Where it starts, in seconds from the first sample.
  public var start: Double
  /// Where it ends, in seconds; equal to ``start`` for a moment.
  public var end: Double
  /// What it is called: the role of a section, empty for a beat.
  public var label: String
  /// What it belongs to: sections that sound alike share a group; empty where there are no groups.
  public var group: String

  /// A moment in time, such as a beat.
  public init(at time: Double, label: String = "") {
    self.init(from: time, to: time, label: label)
  }

  /// A span of time, such as a section.
  public init(from start: Double, to end: Double, label: String, group: String = "") {
    self.start = start
    self.end = end
    self.label = label
    self.group = group
  }
}
