import Shots
import StageKit

/// The name of a tape in an edit list: 1 to 8 of `A` to `Z`, `0` to `9` and `_`.
public struct ReelName: ParameterValue {
  /// `reel name`
  public static let typeName = "reel name"

  /// The reel of the cards that stand for the shots.
  public static let cards = ReelName(text: "CARDS")

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

  private init(text: String) {
    self.text = text
  }
}
