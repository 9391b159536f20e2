import Testing

@testable import Signal

@Suite struct PeakPickerTests {
  private let grid = FrameGrid(sampleRate: 22050, hop: 512)
  private let envelope: [Float] = [0, 0.1, 0.9, 0.9, 0.2, 0.1, 0.5, 0.45, 0.1, 0, 0.6]

  private func picker(_ change: (inout PeakPicker) -> Void) -> PeakPicker {
    var picker = PeakPicker(onsetsOn: grid)
    (picker.meanBefore, picker.meanAfter, picker.delta) = (2, 3, 0.1)
    change(&picker)
    return picker
  }

  /// `librosa.util.peak_pick(x, pre_max=1, post_max=1, pre_avg=2, post_avg=3, delta=0.1, wait=...)`
  @Test func peaksAreLibrosas() {
    #expect(picker { $0.wait = 1 }.peaks(in: envelope) == [2, 6, 10])
    #expect(picker { $0.wait = 0 }.peaks(in: envelope) == [2, 3, 6, 10])
    let wide = picker { ($0.maximumBefore, $0.maximumAfter, $0.wait) = (2, 3, 5) }
    #expect(wide.peaks(in: envelope) == [2, 10])
  }

  @Test func surroundingsAreLibrosasAtItsDefaultRate() {
    let picker = PeakPicker(onsetsOn: grid)
    #expect(picker.maximumBefore == 1)
    #expect(picker.maximumAfter == 1)
    #expect(picker.meanBefore == 4)
    #expect(picker.meanAfter == 5)
    #expect(picker.wait == 1)
  }
}
