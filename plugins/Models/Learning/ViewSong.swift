import Learning
import StageKit

/// A song as a network of one view meets it.
struct ViewSong: Sendable {
  /// The song's name in the corpus.
  let name: String
  /// What the song is for.
  let part: TrackPart
  /// What stays together when songs are dealt: the content's hash.
  let content: String
  /// The length in started seconds.
  let seconds: Int
  /// The rows of the view, row-major: shape (frames, width).
  let rows: [Float]
  /// The type of each frame of the view; `nil` for a song without labels.
  let labels: [Int]?

  /// How many frames the view has.
  func frames(of view: MusicView) -> Int { view.frames(inSeconds: seconds) }
}
