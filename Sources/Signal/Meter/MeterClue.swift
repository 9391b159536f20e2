/// A clue to beats and bars; see ``MeterModel``.
///
/// Strengths are logarithms of ratios. A fit is the correlation, -1 to 1, of what is heard with being a downbeat: it is 1
/// only where every downbeat has something, and nothing else has, so neither every second bar nor half bars fit as well.
package enum MeterClue: String, CaseIterable {
  /// The squared distance of the tempo from 110 beats per minute, in octaves.
  case unusualTempo
  /// How far the tempo is above 110 beats per minute, in octaves, by the beats in a bar; nothing for bars of four.
  case quickTwo, quickThree, quickFive, quickSix, quickSeven
  /// Whether bars have so many beats.
  case two, three, five, six, seven
  /// Whether beats are half a pulse.
  case halfPulses
  /// Whether beats are one pulse and a half, as where a shuffle's triplets are the pulse.
  case triplets
  /// Onset strength at beats against all steps.
  case beatAccent
  /// The bass at beats against all steps.
  case beatBass
  /// The bass at downbeats against all beats.
  case barBass
  /// Onset strength at downbeats against all beats.
  case barAccent
  /// The fit of changes of harmony within a pulse on both sides, among all steps.
  case stepHarmonyFit
  /// The fit of changes of harmony within two pulses on both sides, among all steps.
  case wideHarmonyFit
  /// The fit of changes of timbre within two pulses on both sides, among all steps.
  case wideTimbreFit
  /// Onset strength's fit, among beats.
  case accentFit
  /// The bass's fit, among beats.
  case bassFit
  /// The level's fit, among beats.
  case levelFit
  /// The fit of changes of harmony within a pulse on both sides, among beats.
  case harmonyFit
  /// The fit of changes of timbre within a pulse on both sides, among beats.
  case timbreFit
  /// How much better timbre returns after a bar than after other numbers of beats.
  case timbreReturns
  /// How much better onset strength returns after a bar than after other numbers of beats.
  case accentReturns
  /// Onset strength at downbeats against the middles of bars of two and four.
  case halfBarAccent
  /// The bass at downbeats against the middles of bars of two and four.
  case halfBarBass
  /// How much better the bass returns after a bar of two or four than after half of it.
  case halfBarReturns
  /// Onset strength at downbeats against the middles of bars of six.
  case halfSixAccent
  /// The bass at downbeats against the middles of bars of six.
  case halfSixBass
  /// How much better the bass returns after a bar of six than after half of it.
  case halfSixReturns

  /// The clues that a metre alone gives.
  static let ofMeter: [Int: (its: MeterClue, quick: MeterClue)] = [
    2: (.two, .quickTwo), 3: (.three, .quickThree), 5: (.five, .quickFive), 6: (.six, .quickSix),
    7: (.seven, .quickSeven),
  ]
}
