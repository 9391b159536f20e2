/// How a shot's type follows the one before: a step on the scale of sizes, or off it and back.
public enum SizeStep: Sendable, Hashable {
  /// Wider by so many sizes.
  case wider(Int)
  /// Tighter by so many sizes.
  case tighter(Int)
  /// The same size again.
  case same
  /// From a cutaway back to the performers.
  case back
  /// A cutaway to the audience.
  case toAudience
  /// A cutaway to an instrument.
  case toInstrument
  /// A cutaway to another type off the scale.
  case to(String)

  /// The step between two types by their columns.
  public init(from last: Int, to next: Int, in vocabulary: Vocabulary) {
    switch (vocabulary.sizes[last], vocabulary.sizes[next]) {
    case (let before?, let now?) where now > before: self = .wider(now - before)
    case (let before?, let now?) where now < before: self = .tighter(before - now)
    case (_?, _?): self = .same
    case (nil, _?): self = .back
    case (_, nil):
      switch vocabulary.types[next] {
      case _ where last == next: self = .same
      case ShotType.audience.rawValue: self = .toAudience
      case ShotType.instrument.rawValue: self = .toInstrument
      case let other: self = .to(other)
      }
    }
  }

  /// The step between two types of concert films by their names; `nil` if one is of another vocabulary, or they are the
  /// same.
  init?(from last: String, to next: String) {
    let types = Vocabulary.concert.types
    guard last != next, let last = types.firstIndex(of: last), let next = types.firstIndex(of: next) else { return nil }
    self.init(from: last, to: next, in: .concert)
  }

  /// The step as a clause: `wider by 3 sizes`.
  public var words: String {
    switch self {
    case .wider(let sizes): "wider by \(Self.counted(sizes))"
    case .tighter(let sizes): "tighter by \(Self.counted(sizes))"
    case .same: "the same size again"
    case .back: "back to the performers"
    case .toAudience: "cutaway to the audience"
    case .toInstrument: "cutaway to an instrument"
    case .to(let type): "cutaway to \(type)"
    }
  }

  private static func counted(_ sizes: Int) -> String { "\(sizes) size\(sizes == 1 ? "" : "s")" }
}
