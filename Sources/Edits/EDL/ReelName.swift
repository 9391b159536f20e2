import StageKit

/// The name of a tape in an edit list: 1 to 8 of `A` to `Z`, `0` to `9` and `_`.
///
/// CMX 3600 has eight columns for it, and readers that split lines at spaces lose clips without an error.
struct ReelName: ParameterValue {
  static let typeName = "reel name"

  /// The reel of the cards that stand for the shots.
  static let cards = ReelName(text: "CARDS")

  let text: String

  init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let word = try String(setting, unit: nil)
    guard word.wholeMatch(of: /[A-Z0-9_]{1,8}/) != nil else {
      throw Failure("'\(word)' is no reel name", remedy: "use 1 to 8 of A to Z, 0 to 9 and _")
    }
    text = word
  }

  private init(text: String) {
    self.text = text
  }
}
