import StageKit

/// A network of all training songs, and one for each fold that never learned from the fold's songs.
///
/// That is meant of the song itself, its labels and targets. Of other songs it may have been taught by networks that knew this
/// one: what rounds carry to and fro is not shut out.
struct CrossFitted<Network> {
  /// The network of all training songs.
  var whole: Network
  /// By fold: the network that leaves its songs out; none without folds.
  var folds: [Network] = []
  /// By fold: the identities of the songs that its network never learns from.
  var leftOut: [[String]] = []

  /// The network that has never learned from a song: its fold's, or the whole one where the song is in no fold, as songs are
  /// that are validated, tested or without labels.
  func network(without song: TrackInfo) -> Network {
    leftOut.firstIndex { $0.contains(song.id) }.map { folds[$0] } ?? whole
  }

  /// All networks made into something else.
  func map<Other>(_ change: (Network) throws -> Other) rethrows -> CrossFitted<Other> {
    CrossFitted<Other>(whole: try change(whole), folds: try folds.map(change), leftOut: leftOut)
  }
}
