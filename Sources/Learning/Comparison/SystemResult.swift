import StageKit

/// A row of the report: a system and its scores.
public struct SystemResult: Sendable, Hashable {
  /// The system's name, such as `RNN-KD`.
  public let name: String
  /// What it is, in a few words.
  public let doc: String
  /// The stages that made its predictions, with their settings; `nil` for a control.
  public let lineage: Lineage?
  /// The score of each song, in the order of the report's songs.
  public private(set) var songs: [Score] = []
  /// The score of all songs together.
  public private(set) var pooled: Score

  /// A system that has scored nothing yet.
  ///
  /// - Parameter lineage: The stages that made its predictions.
  public init(name: String, doc: String, types: Int, lineage: Lineage? = nil) {
    self.name = name
    self.doc = doc
    self.lineage = lineage
    pooled = Score(types: types)
  }

  /// Adds a song's score, of as many types.
  public mutating func add(_ song: Score) {
    songs.append(song)
    pooled += song
  }
}
