/// How well one shot type follows another, whatever the music: the film language between neighbouring shots.
///
/// A change of two sizes reads as a cut, one of a single size as a jump, one of five as a shock. Source: `plugins/Rules.md`.
public enum FilmLanguage {
  /// Factor by how many sizes apart the two shots are, from 1.
  private static let bySizes = [0.45, 1, 0.8, 0.45, 0.3]
  /// Factors by the size on the scale, from CU to XLS.
  private static let toAudience = [0.5, 0.6, 0.8, 0.9, 1, 1]
  private static let fromAudience = [0.7, 0.8, 1, 1, 1, 1]
  private static let toInstrument = [0.9, 1, 1, 0.9, 0.8, 0.6]
  private static let fromInstrument = [0.9, 1, 1, 0.9, 0.7, 0.6]
  private static let betweenAudienceAndInstrument = 0.3

  /// The factor for a type after another; 0 for equal types, because a shot is a run of equal types.
  public static func factor(from last: ShotType, to next: ShotType) -> Double {
    guard last != next else { return 0 }
    switch (last.size, next.size) {
    case (let last?, let next?): return bySizes[abs(last - next) - 1]
    case (let size?, nil): return (next == .audience ? toAudience : toInstrument)[size - 1]
    case (nil, let size?): return (last == .audience ? fromAudience : fromInstrument)[size - 1]
    case (nil, nil): return betweenAudienceAndInstrument
    }
  }

  /// The probability of opening a film with a type: the place first, as an establishing shot.
  public static func opening(_ type: ShotType) -> Double {
    switch type {
    case .extremeLong: 0.7
    case .long: 0.3
    case .closeUp, .mediumCloseUp, .medium, .mediumLong, .audience, .instrument: 0
    }
  }
}
