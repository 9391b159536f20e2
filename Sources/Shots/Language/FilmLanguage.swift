/// How a maker of films cuts, whatever the song: which types open and follow each other, how long shots last, and where
/// in the music they end.
///
/// It is a value over any vocabulary; types are columns of it. ``FilmLanguage/concert`` is built in, ``FilmLanguageFile``
/// reads and writes others, and the stage `language` learns one from edits. A language is made from one of these and
/// changed, so that its lists always have an entry per type.
///
/// A shot of type `b` from `i` to `j`, after one of type `a`, adds to the logarithm of a film's weight
///
///     log-normal(j - i; lengths) + cuts(j) + cross x (section starts inside) + log follows(a, b) - aba x [goes back]
///
/// Source: `plugins/Rules.md`; the form is the semi-Markov model of Wu 2018 and Galvane 2015.
public struct FilmLanguage: Sendable, Hashable {
  /// The types, their scale of sizes and their other names.
  public let vocabulary: Vocabulary
  /// By type: its share of the shots when nothing is known of the music; all sum to 1. The decoder brings a prediction
  /// nearer to them, unless all are alike, which says nothing.
  public var shares: [Double]
  /// By type that has limits: the least and the most share of a film's time, within 0 and 1.
  public var limits: [Int: ClosedRange<Double>]
  /// By type: the probability that a film opens with it, from 0; all sum to 1.
  public var opening: [Double]
  /// By role: whether each type may open a section of it. A role that is not there may open with any. The film's first
  /// shot goes by ``opening`` instead.
  public var openings: [Role: [Bool]]
  /// How well a type follows another, from 0 (never): shape (last, next), row by row. 1 is neither liked nor avoided; the
  /// factor is multiplied with how well the music fits the type.
  public var follows: [Double]
  /// Whether a shot may follow one of its own type. Where it may not, the diagonal of ``follows`` is 0.
  public var repeats: Bool
  /// What going straight back to the type before the last takes from the logarithm of the weight, from 0.
  public var aba: Double
  /// How long shots last.
  public var lengths: ShotLengthHabits
  /// Where in the music shots end.
  public var cuts: CutHabits
}

extension FilmLanguage {
  /// How well a type follows another, from 0 (never).
  ///
  /// - Parameters:
  ///   - last: The column of the earlier shot's type.
  ///   - next: The column of the later shot's type.
  public func factor(from last: Int, to next: Int) -> Double { follows[last * vocabulary.count + next] }

  /// Whether a section may open with a type.
  ///
  /// - Parameter role: The section's role; `nil` if it has none, and may open with any type.
  public func mayOpen(_ role: Role?, with type: Int) -> Bool { role.flatMap { openings[$0]?[type] } ?? true }

  /// The mean length of a shot in seconds.
  ///
  /// - Parameters:
  ///   - type: The column of the shot's type; `nil` if nobody knows it.
  ///   - role: The role of the section in which it starts; `nil` if it has none.
  ///   - tempo: Beats per minute; `nil` if there is no pulse.
  public func length(of type: Int?, in role: Role?, tempo: Double?) -> Double {
    lengths.mean * (type.map { lengths.byType[$0] } ?? 1) * lengths.factor(of: role) * lengths.factor(ofTempo: tempo)
  }

  /// How many sizes apart two types are on the scale; `nil` if one of them is off the scale.
  public func step(from last: Int, to next: Int) -> Int? {
    guard let before = vocabulary.sizes[last], let now = vocabulary.sizes[next] else { return nil }
    return abs(now - before)
  }
}
