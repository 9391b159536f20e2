/// Where in the music a maker's shots end: what a cut there adds to the logarithm of a film's weight.
///
/// A moment of the music (a beat, a section's start) at `b` seconds draws cuts to `b - lead`, with the standard deviation
/// ``spread``. Its weight is a mass: `exp(downbeat)` for the first beat of a bar, `exp(beat)` for another. ``offBeat`` is a
/// density: the time between the beats has the mass `exp(offBeat)` per second, so a possible cut that stands for `s`
/// seconds between the beats, such as each frame at 1 / s frames a second, adds `offBeat + ln s`.
///
/// With the built-in weights at 120 beats a minute and four beats to a bar, a second of beats has the mass 2.2. Only the
/// differences between ``downbeat``, ``beat`` and ``offBeat`` say where cuts fall: what is added to all three only asks for
/// more cuts, and the decoder holds their number.
public struct CutHabits: Sendable, Hashable {
  /// What a cut at a section's start adds, besides the beat that it lies on.
  public var section: Double
  /// What a cut on the first beat of a bar adds.
  public var downbeat: Double
  /// What a cut on another beat adds.
  public var beat: Double
  /// What a shot across a section's start adds, for each start inside.
  public var crossSection: Double
  /// The logarithm of the weight of a second between the beats; `nil` to cut on beats and section starts alone.
  public var offBeat: Double?
  /// What a shot from downbeat to downbeat adds if it lasts an even number of bars.
  public var evenBars: Double
  /// How long before the beat to cut, in seconds; negative is after it.
  public var lead: Double
  /// How far cuts stray from the led beat: the standard deviation in seconds; 0 is the nearest frame.
  public var spread: Double

  /// Habits with all their numbers.
  public init(
    section: Double, downbeat: Double, beat: Double, crossSection: Double, offBeat: Double?, evenBars: Double,
    lead: Double, spread: Double
  ) {
    self.section = section
    self.downbeat = downbeat
    self.beat = beat
    self.crossSection = crossSection
    self.offBeat = offBeat
    self.evenBars = evenBars
    self.lead = lead
    self.spread = spread
  }
}
