import Shots
import StageKit

/// What it costs to show one shot type where another was asked for.
struct TypeFallback: Sendable {
  /// The types by size, the closest first.
  let scale: [String]
  private let wider: Int
  private let tighter: Int
  private let safe: Int
  private let cutaways: [String: [String: Int]]
  private let isAllowed: Bool

  init(_ settings: Settings) {
    scale = settings[Cameras.scale]
    wider = CameraWeights.millionths(settings[Cameras.fallWider])
    tighter = CameraWeights.millionths(settings[Cameras.fallTighter])
    safe = CameraWeights.millionths(settings[Cameras.fallSafe])
    isAllowed = settings[Cameras.fallback] == .follow
    func cost(_ parameter: Parameter<Double>) -> Int { CameraWeights.millionths(settings[parameter]) }
    cutaways = [
      "ADS": ["XLS": cost(Cameras.fallAudienceExtremeLong), "LS": cost(Cameras.fallAudienceLong)],
      "MIS": ["MS": cost(Cameras.fallInstrumentMedium), "MCU": cost(Cameras.fallInstrumentMediumCloseUp)],
    ]
  }

  /// The cost in millionths; `nil` if the one cannot stand for the other.
  ///
  /// - Parameter isSafe: Whether the camera may take the place of any type.
  func cost(from asked: String, to given: String, isSafe: Bool) -> Int? {
    if asked == given { return 0 }
    guard isAllowed else { return nil }
    let costs = [cutaways[asked]?[given], scaled(from: asked, to: given), isSafe ? safe : nil]
    return costs.compactMap(\.self).min()
  }

  /// How many sizes two types are apart; `nil` if one is off the scale and they differ.
  func steps(between first: String, and second: String) -> Int? {
    if first == second { return 0 }
    guard let first = scale.firstIndex(of: first), let second = scale.firstIndex(of: second) else { return nil }
    return abs(first - second)
  }

  /// Whether a type shows somebody by name: wide shots and the audience do not.
  func showsSubject(in type: String) -> Bool {
    guard let step = scale.firstIndex(of: type) else { return type == ShotType.instrument.rawValue }
    return Brief.Framing(size: step + 1, of: scale.count) != .wide
  }

  private func scaled(from asked: String, to given: String) -> Int? {
    guard let from = scale.firstIndex(of: asked), let to = scale.firstIndex(of: given) else { return nil }
    return to > from ? (to - from) * wider : (from - to) * tighter
  }
}
