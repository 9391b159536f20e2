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

  /// A hypothesis in which some step begins a bar; it may lie before the first.
  public init(stepsPerBeat: Int, beatsPerBar: Int, downbeat: Int) {
    let bar = stepsPerBeat * beatsPerBar
    self.init(stepsPerBeat: stepsPerBeat, beatsPerBar: beatsPerBar, phase: (downbeat % bar + bar) % bar)
  }

  /// Steps from downbeat to downbeat.
  public var stepsPerBar: Int { stepsPerBeat * beatsPerBar }

  /// Whether a bar begins at a step, which may lie before the first.
  func begins(at step: Int) -> Bool { (step - phase).isMultiple(of: stepsPerBar) }

  /// The steps that are beats, of so many.
  public func beats(of count: Int) -> [Int] { Array(stride(from: phase % stepsPerBeat, to: count, by: stepsPerBeat)) }

  /// The steps that are downbeats, of so many.
  public func downbeats(of count: Int) -> [Int] { Array(stride(from: phase, to: count, by: stepsPerBar)) }
}
