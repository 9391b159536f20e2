import Testing

@testable import Signal

@Suite struct BeatTrackerTests {
  private let grid = FrameGrid(sampleRate: 22050, hop: 512)
  private let tempo = 129.19921875
  /// A pulse every 20 frames, every other one stronger.
  private var pulses: [Float] { (0..<700).map { $0 % 40 == 5 ? 1.5 : $0 % 20 == 5 ? 1 : 0 } }

  /// `librosa.beat.beat_track(onset_envelope=pulses)`
  @Test func beatsAreLibrosas() {
    let beats = BeatTracker(tempo: tempo, grid: grid).beats(in: pulses)
    #expect(beats.count == 35)
    #expect(Array(beats.prefix(3)) == [5, 25, 45])
    #expect(Array(beats.suffix(2)) == [665, 682])
  }

  /// The same with both ends a fiftieth as loud, `trim=True` and `False`, `tightness=200`.
  @Test(arguments: [(true, [205, 225], [565, 585], 20), (false, [5, 25], [680, 699], 36)])
  func trimmingIsLibrosas(trims: Bool, first: [Int], last: [Int], count: Int) {
    let envelope = pulses.enumerated().map { (200..<600).contains($0) ? $1 : $1 * 0.02 }
    let beats = BeatTracker(tempo: tempo, grid: grid, tightness: 200, trims: trims).beats(in: envelope)
    #expect(Array(beats.prefix(2)) == first)
    #expect(Array(beats.suffix(2)) == last)
    #expect(beats.count == count)
  }

  @Test func noOnsetsNoBeats() {
    let tracker = BeatTracker(tempo: 120, grid: grid)
    #expect(tracker.beats(in: []) == [])
    #expect(tracker.beats(in: [1]) == [])
    #expect(tracker.beats(in: [0, 0, 0, 0]) == [])
  }

  /// Tempos faster than frames, or slower than the track, must not break it.
  @Test(arguments: [1, 319, 1e9, .infinity])
  func oddTemposGiveSomeOrderedFrames(tempo: Double) {
    let beats = BeatTracker(tempo: tempo, grid: grid).beats(in: Array(pulses.prefix(100)))
    #expect(beats == beats.sorted())
    #expect(beats.allSatisfy { (0..<100).contains($0) })
  }
}
