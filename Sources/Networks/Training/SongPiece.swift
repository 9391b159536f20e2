/// A song of a batch, or a crop of it.
struct SongPiece: Hashable {
  /// The song's position among all, those without labels after the others.
  let song: Int
  /// The first frame.
  let start: Int
  /// How many frames.
  let count: Int
}
