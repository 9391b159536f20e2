/// Where cuts may lie if the beats do not say: what the decoder, the likelihood of an edit and the checks have in common.
/// Source: `plugins/Rules.md`.
public enum CutGrid {
  /// With fewer beats than this, a grid takes their place.
  public static let fewestBeats = 8
  /// Longer stretches without beats, in seconds, get a grid too.
  public static let longestGap = 4.0
  /// The grid's step in seconds.
  public static let step = 0.5
  /// The grid's steps in a bar.
  public static let stepsPerBar = 4
  /// Moments closer than this, in seconds, are one to the ear and eye: that of beat tracking evaluation (MIREX).
  public static let tolerance = 0.07
}
