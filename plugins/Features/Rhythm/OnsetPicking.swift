import Signal
import StageKit

/// The parameters of onset events, and how they are picked from onset strength.
struct OnsetPicking {
  static let delta = Parameter(
    "delta", default: 0.07, in: 0...1000,
    "How far an onset is above the mean around it; in parts of the track's range, or in dB without normalize.")
  static let wait = Parameter(
    "wait", default: Int?.none, unit: .frames, in: 0...1000,
    "Frames after an onset in which there is no other; none is 30 ms.")
  static let maximumBefore = Parameter(
    "pre_max", default: Int?.none, unit: .frames, in: 0...1000,
    "Frames before an onset that are not above it; none is 30 ms.")
  static let maximumAfter = Parameter(
    "post_max", default: Int?.none, unit: .frames, in: 1...1000,
    "Frames from an onset on that are not above it, itself included; none is 1.")
  static let meanBefore = Parameter(
    "pre_avg", default: Int?.none, unit: .frames, in: 0...1000,
    "Frames before an onset that the mean is over; none is 100 ms.")
  static let meanAfter = Parameter(
    "post_avg", default: Int?.none, unit: .frames, in: 1...1000,
    "Frames from an onset on that the mean is over, itself included; none is 100 ms and one frame.")
  static let normalize = Parameter(
    "normalize", default: true, "Whether onset strength is stretched to reach from 0 to 1 in each track.")
  static let backtrack = Parameter(
    "backtrack", default: false, "Whether onsets are moved back to where the strength begins to rise.")

  /// All but ``delta``.
  static let advanced: [any AnyParameter] = [
    wait, maximumBefore, maximumAfter, meanBefore, meanAfter, normalize, backtrack,
  ]

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// The onsets of a strength, as frame numbers.
  func onsets(in strength: [Float], on grid: FrameGrid) -> [Int] {
    var picker = PeakPicker(onsetsOn: grid)
    picker.delta = Float(settings[Self.delta])
    picker.wait = settings[Self.wait] ?? picker.wait
    picker.maximumBefore = settings[Self.maximumBefore] ?? picker.maximumBefore
    picker.maximumAfter = settings[Self.maximumAfter] ?? picker.maximumAfter
    picker.meanBefore = settings[Self.meanBefore] ?? picker.meanBefore
    picker.meanAfter = settings[Self.meanAfter] ?? picker.meanAfter
    let envelope = settings[Self.normalize] ? OnsetEnvelope.stretched(strength) : strength
    let onsets = picker.peaks(in: envelope)
    return settings[Self.backtrack] ? OnsetEnvelope.backtracked(onsets, in: envelope) : onsets
  }
}
