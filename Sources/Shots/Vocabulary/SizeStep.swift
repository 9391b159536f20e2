/// How a shot's type follows the one before: a step on the scale of sizes, or off it and back.
public enum SizeStep: Sendable, Hashable {
  /// Wider by so many sizes.
  case wider(Int)
  /// Tighter by so many sizes.
  case tighter(Int)
  /// From a cutaway back to the performers.
  case back
  /// A cutaway to the audience.
  case toAudience
  /// A cutaway to an instrument.
  case toInstrument

  /// The step between two types that are not the same.
  public init(from last: ShotType, to next: ShotType) {
    switch (last.size, next.size) {
    case (let before?, let now?): self = now > before ? .wider(now - before) : .tighter(before - now)
    case (nil, _?): self = .back
    case (_, nil): self = next == .audience ? .toAudience : .toInstrument
    }
  }

  /// The step between two types by their names; `nil` if one is of another vocabulary, or they are the same.
  init?(from last: String, to next: String) {
    guard last != next, let last = ShotType(rawValue: last), let next = ShotType(rawValue: next) else { return nil }
    self.init(from: last, to: next)
  }

  /// The step as a clause: `wider by 3 sizes`.
  public var words: String {
    switch self {
    case .wider(let sizes): "wider by \(Self.counted(sizes))"
    case .tighter(let sizes): "tighter by \(Self.counted(sizes))"
    case .back: "back to the performers"
    case .toAudience: "cutaway to the audience"
    case .toInstrument: "cutaway to an instrument"
    }
  }

  private static func counted(_ sizes: Int) -> String { "\(sizes) size\(sizes == 1 ? "" : "s")" }
}
