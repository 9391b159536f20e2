import Testing

@testable import Signal

@Suite struct CosineWindowTests {
  /// `scipy.signal.get_window(name, 8, fftbins=True)[[0, 1, 4, 5]]`
  @Test(
    arguments: [
      (CosineWindow.hann, [0, 0.14644661, 1, 0.85355339]),
      (.hamming, [0.08, 0.21473088, 1, 0.86526912]),
      (.blackman, [0, 0.0664466094, 1, 0.773553391]),
      (.blackmanharris, [6e-05, 0.0217358355, 1, 0.695764163]),
      (.boxcar, [1, 1, 1, 1]),
    ] as [(CosineWindow, [Float])])
  func isScipysPeriodicWindow(window: CosineWindow, expected: [Float]) {
    let values = window.values(length: 8)
    #expect(isClose([values[0], values[1], values[4], values[5]], expected, within: 1e-7))
  }
}
