import Shots

/// What is known of the rate of an edit besides its file: lists and tables do not carry theirs.
struct EditRates {
  /// The rate that a person gave, which decides.
  var given: FrameRate?
  /// The rate of the plan that the edit was made from, and that plan's file.
  var former: (rate: FrameRate, path: String)?
  /// How a person gives it, as messages say it.
  var setting = "`rate`"

  /// The rate of an edit that says nothing of it.
  var any: FrameRate? { given ?? former?.rate }

  /// What to do about an edit without one.
  var remedy: String { "set \(setting)" }
}
