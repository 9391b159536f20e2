import Signal

/// A place of a clip beside the song.
struct SyncPlace {
  /// The lag of the clip's samples behind the song's.
  let line: LagLine
  /// How far the line stands out.
  let height: Double
}
