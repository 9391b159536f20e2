/// A track that has passed the first phase, and has documents that wait for the corpus.
struct WaitingTrack: Sendable {
  let track: LibraryTrack
  let known: CorpusTrack
  /// What the first phase says of it.
  let report: TrackReport
}
