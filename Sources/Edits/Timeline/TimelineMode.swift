import StageKit

/// What the events of a timeline point at; a song has no pictures of its own.
enum TimelineMode: String, Choice {
  /// One card clip whose timecode runs with the timeline's: a storyboard that opens anywhere.
  case cards
  /// The clips that a camera plan chose: a cut of a concert.
  case cameras
  /// Nothing: markers for a timeline that the editor already has.
  case markers
}
