/// The truth of a song and each system's labels, to be drawn one below the other.
public struct SongLanes: Sendable, Hashable {
  /// One lane.
  public struct Lane: Sendable, Hashable {
    /// The system.
    public let name: String
    /// The type of each second.
    public let labels: [Int]

    /// A lane of labels.
    public init(name: String, labels: [Int]) {
      self.name = name
      self.labels = labels
    }
  }

  /// The true type of each second; `nil` where nobody knows it.
  public let truth: [Int?]
  /// The systems, in the order of the table.
  public let lanes: [Lane]

  /// A song's lanes.
  public init(truth: [Int?], lanes: [Lane]) {
    self.truth = truth
    self.lanes = lanes
  }
}
