/// A clue to beats and bars; see ``MeterModel``.
///
/// Strengths are logarithms of ratios. A fit is the correlation, -1 to 1, of what is heard with being a downbeat: it is 1
/// only where every downbeat has something, and nothing else has, so neither every second bar nor half bars fit as well.
/// The clues of a bar's beats are in deviations of what is heard at all steps, see ``MeterProfile``.
package enum MeterClue: String, CaseIterable {
  /// How far the tempo is above 110 beats per minute, in octaves, and its square.
  case tempo, unusualTempo
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
  /// The mean of onset strength's logarithm at beats: low where some are silent.
  case evenBeats
  /// The share of beats without strokes.
  case silentBeats
  /// How far onset strength at every second beat is from that at the others: far where the tempo is doubled.
  case alternation
  /// The mean of onset strength's logarithm between beats.
  case between

  /// The fit of changes of harmony within a pulse on both sides, among all steps.
  case stepHarmonyFit
  /// The fit of changes of harmony within two pulses on both sides, among all steps.
  case wideHarmonyFit
  /// The fit of changes of timbre within two pulses on both sides, among all steps.
  case wideTimbreFit
  /// Onset strength's fit and the bass's, among all steps.
  case accentStepFit, bassStepFit
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

  /// How far downbeats are above the best other beat of the bar.
  case accentMargin, bassMargin, harmonyMargin, timbreMargin
  /// How far downbeats are above the middles of bars of two, four and six.
  case accentHalf, bassHalf, harmonyHalf, timbreHalf
  /// How far the fourth beat of six is above its neighbours: six as twice three, not as three times two.
  case accentTernary, bassTernary, harmonyTernary, timbreTernary

  /// How much better timbre, onset strength, the bass and harmony return after a bar than after other numbers of beats.
  case timbreReturns, accentReturns, bassReturns, harmonyReturns
  /// How much better the bass returns after a bar of two, four or six than after half of it.
  case halfReturns

  /// How much harmony changes in the song, at all and where it changes much, and how much the bass varies: what other
  /// clues are worth.
  case harmonyChange, harmonyLeap, bassVariety

  /// The clues that a metre alone gives.
  static let ofMeter: [Int: MeterClue] = [2: .two, 3: .three, 5: .five, 6: .six, 7: .seven]
}
