import Shots
import StageKit

/// The name of a tape in an edit list: 1 to 8 of `A` to `Z`, `0` to `9` and `_`.
public struct ReelName: ParameterValue {
  /// `reel name`
  public static let typeName = "reel name"

  /// The reel of the cards that stand for the shots.
  public static let cards = ReelName(text: "CARDS")
  /// What lists call a source without a reel: the auxiliary one.
  static let unknown = "AX"

  /// The name.
  public let text: String

  /// Up to eight letters, digits and underscores.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm { SourceClip.reelForm }

  /// Takes a name.
  ///
  /// - Throws: ``Failure`` for what no edit list can hold.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let word = try String(setting, unit: nil)
    guard SourceClip.isReel(word) else {
      throw Failure("'\(word)' is no reel name", remedy: "use 1 to 8 of A to Z, 0 to 9 and _")
    }
    text = word
  }

  /// The reel of a clip as edit lists can hold it; ``unknown`` if it has none.
  static func word(of source: SourceClip) -> String {
    let word = ASCIIText.word(source.reel).prefix(8)
    return word.isEmpty ? unknown : String(word)
  }

  private init(text: String) {
    self.text = text
  }
}
