import Shots
import StageKit

/// What the timecode of a plan's first frame is.
enum PlanStart {
  /// One hour, by the custom of editors.
  case firstHour
  /// A timecode at the plan's rate.
  case at(Timecode)
  /// The file's own.
  case file

  /// The timecode of a track's first frame; `nil` for one hour. A file's own that is missing or no timecode is told.
  func timecode(at rate: FrameRate, in context: TrackContext) -> Timecode? {
    switch self {
    case .firstHour: return nil
    case .at(let timecode): return timecode
    case .file:
      guard let own = context.track.startTimecode else {
        context.warn("the file has no timecode of its own; the plan starts at one hour")
        return nil
      }
      do throws(Failure) {
        return try Timecode(own, rate: rate)
      } catch {
        context.warn("the file's timecode cannot be used: \(error.reason); the plan starts at one hour")
        return nil
      }
    }
  }
}
