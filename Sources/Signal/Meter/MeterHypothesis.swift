/// A way to hear steps as beats and bars.
public struct MeterHypothesis: Sendable, Hashable {
  /// Steps from beat to beat; two steps are a pulse.
  public var stepsPerBeat: Int
  /// Beats in a bar.
  public var beatsPerBar: Int
  /// The step of the first downbeat, within the first bar.
  public var phase: Int

  /// A hypothesis.
  public init(stepsPerBeat: Int, beatsPerBar: Int, phase: Int) {
    self.stepsPerBeat = stepsPerBeat
    self.beatsPerBar = beatsPerBar
    self.phase = phase
  }

  /// Steps from downbeat to downbeat.
  public var stepsPerBar: Int { stepsPerBeat * beatsPerBar }

  /// The steps that are beats, of so many.
  public func beats(of count: Int) -> [Int] { Array(stride(from: phase % stepsPerBeat, to: count, by: stepsPerBeat)) }

  /// The steps that are downbeats, of so many.
  public func downbeats(of count: Int) -> [Int] { Array(stride(from: phase, to: count, by: stepsPerBar)) }
}
