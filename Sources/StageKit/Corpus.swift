/// The tracks of a run, as a corpus stage sees them.
public protocol Corpus: Sendable {
  /// The tracks, sorted by name.
  var tracks: [TrackInfo] { get }

  /// The stage's inputs for one track, fetched when asked for.
  func inputs(of track: TrackInfo) throws -> Artifacts
}
