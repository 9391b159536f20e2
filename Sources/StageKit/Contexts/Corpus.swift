/// The tracks of a run, as a corpus stage sees them.
public protocol Corpus: Sendable {
  /// The tracks, sorted by name; names may be there twice.
  var tracks: [TrackInfo] { get }

  /// The stage's inputs that all tracks share: models.
  var shared: Artifacts { get }

  /// The stage's inputs for one track, fetched when asked for; those that all tracks share are among them.
  func inputs(of track: TrackInfo) throws -> Artifacts
}

extension Corpus {
  /// Nothing, where a corpus stage takes from no other.
  public var shared: Artifacts { Artifacts() }
}
