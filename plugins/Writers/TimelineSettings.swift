import Edits
import StageKit

/// The parameters that timelines share.
enum TimelineSettings {
  static let mode = Parameter(
    "mode", default: TimelineMode.cards,
    "Events point at one card clip or at the plan's cameras, or there are only markers.")
  static let songs = Parameter<String?>(
    "songs", default: nil,
    "The folder of the songs, as the editor finds it: the song's path in the library follows; none is beside the document."
  )
}
