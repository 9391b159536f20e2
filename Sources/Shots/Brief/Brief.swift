import StageKit

/// What is wanted of a film before it is cut: what can be filmed, where, in what order, and who is on stage.
///
/// Types are columns of the ``vocabulary``. A demand that a plan cannot meet is no error: ``SongBrief/unmet(in:)`` names it.
public struct Brief: Sendable, Hashable {
  /// Two types, one after the other.
  public struct Pair: Sendable, Hashable {
    /// The type that comes first.
    public let first: Int
    /// The type that follows it.
    public let next: Int
  }

  /// The types that can be asked for.
  public let vocabulary: Vocabulary
  /// How much more than others a type is wanted; 0 for one that is not filmed, 1 for one that is not named.
  public internal(set) var weights: [Int: Double] = [:]
  /// By type: the place before whose start it is not wanted.
  public internal(set) var notBefore: [Int: SongPlace] = [:]
  /// By type: the places in which it is not wanted.
  public internal(set) var notIn: [Int: [SongPlace]] = [:]
  /// The types that the film may open with; any if empty.
  public internal(set) var opening: [Int] = []
  /// The types that it may close with; any if empty.
  public internal(set) var closing: [Int] = []
  /// Pairs of neighbours that are made likelier.
  public internal(set) var wanted: [Pair] = []
  /// Pairs of neighbours that must not be.
  public internal(set) var forbidden: [Pair] = []
  /// The types that show an instrument, and the hands on it.
  public internal(set) var instruments: [Int] = []
  /// Who is on stage, in the order of the file.
  public internal(set) var performers: [Performer] = []

  /// A brief that demands nothing.
  public init(for vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// The brief of one song over that of all: what it does not speak of is as in the other. It speaks of types one by one.
  public func over(_ general: Brief) -> Brief {
    var brief = general
    brief.weights.merge(weights) { $1 }
    brief.notBefore.merge(notBefore) { $1 }
    brief.notIn.merge(notIn) { $1 }
    if !opening.isEmpty { brief.opening = opening }
    if !closing.isEmpty { brief.closing = closing }
    if !wanted.isEmpty { brief.wanted = wanted }
    if !forbidden.isEmpty { brief.forbidden = forbidden }
    if !instruments.isEmpty { brief.instruments = instruments }
    if !performers.isEmpty { brief.performers = performers }
    return brief
  }

  /// The types that can be filmed.
  public var filmed: [Int] { vocabulary.types.indices.filter { weights[$0] != 0 } }

  /// The types' names as a sentence lists them: `CU, MCU or MS`.
  func names(_ types: [Int]) -> String {
    let names = types.map { vocabulary.types[$0] }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) or \(last)"
  }
}

/// Somebody on stage.
public struct Performer: Sendable, Hashable {
  /// When somebody sings.
  public enum Singing: Sendable, Hashable {
    /// In these places; nowhere if there are none.
    case places([SongPlace])
    /// Whenever there is singing.
    case always
  }

  /// The name, which shots have as their subject.
  public let name: String
  /// What is played, such as `guitar`; `nil` if nothing is.
  public let instrument: String?
  /// When the performer sings.
  public let singing: Singing
  /// Where the performer has a solo.
  public let solos: [SongPlace]
}

// MARK: Sizes

extension Brief {
  /// Of whom a type makes one think, by its size.
  public enum Framing: Sendable {
    /// One face: the nearest third of the scale.
    case tight
    /// One body: up to two thirds of the scale.
    case medium
    /// Hands on an instrument.
    case instrument
    /// The place, the audience, all of them: nobody by name.
    case wide

    /// How a size on a scale frames people.
    ///
    /// - Parameters:
    ///   - size: The step on the scale, from 1, the nearest.
    ///   - count: How many steps it has.
    public init(size: Int, of count: Int) {
      let third = Double(count) / 3
      self = size <= max(1, Int(third.rounded())) ? .tight : size <= Int((2 * third).rounded()) ? .medium : .wide
    }
  }

  /// How a type frames people.
  func framing(of type: Int) -> Framing {
    if instrumentTypes.contains(type) { return .instrument }
    guard let size = vocabulary.sizes[type] else { return .wide }
    return Framing(size: size, of: vocabulary.scale.count)
  }

  /// The types that show an instrument: those that the brief names, or else the paper's.
  var instrumentTypes: [Int] {
    guard instruments.isEmpty else { return instruments }
    return vocabulary.types.firstIndex(of: ShotType.instrument.rawValue).map { [$0] } ?? []
  }

  /// The types that show a person who plays an instrument or not.
  func types(showing performer: Performer) -> [Int] {
    vocabulary.types.indices.filter { type in
      switch framing(of: type) {
      case .tight, .medium: true
      case .instrument: performer.instrument != nil
      case .wide: false
      }
    }
  }
}
