/// A shot of an edit as a person or an editing program wrote it down.
struct WrittenShot: Hashable {
  /// Where it starts in the song, in seconds.
  let start: Double
  /// Where it ends, in seconds.
  let end: Double
  /// The type, as written.
  let type: String
  /// The line in the file, for messages.
  let line: Int
}
