/// A shot on the lattice: between two boundaries, of one type.
struct Segment: Hashable {
  /// The boundary where it starts.
  let start: Int
  /// The boundary where it ends.
  let end: Int
  /// The number of its type.
  let type: Int
}
