import StageKit
import Testing

@Suite struct FramesTests {
  private let frames = Frames(
    format: FrameFormat(quantity: .chroma, width: 2, rate: 10, sampleRate: 100), values: [0, 1, 2, 3, 4, 5])

  @Test func rowsAreLent() throws {
    #expect(frames.count == 3)
    #expect(try frames.read(1..<3) { Array($0) } == [2, 3, 4, 5])
    #expect(try frames.values() == [0, 1, 2, 3, 4, 5])
  }

  @Test func blocksCoverAllRowsInOrder() throws {
    var seen: [(Int, [Float])] = []
    try frames.forEachBlock(of: 2) { first, rows in seen.append((first, Array(rows))) }
    #expect(seen.map(\.0) == [0, 2])
    #expect(seen.map(\.1) == [[0, 1, 2, 3], [4, 5]])
  }

  @Test func aFormatDescribesItself() {
    #expect(frames.format.description == "chroma, 2 wide at 10 Hz")
    let odd = FrameFormat(quantity: .melPower, width: 128, rate: 22050 / 512, sampleRate: 22050)
    #expect(odd.description == "mel power, 128 wide at 43.07 Hz")
    let endless = FrameFormat(quantity: .melPower, width: 1, rate: 1e300, sampleRate: 1)
    #expect(endless.description == "mel power, 1 wide at 1e+300 Hz")
  }

  @Test func rowsStandInTime() {
    func format(_ rate: Double, _ sampleRate: Double) -> FrameFormat {
      FrameFormat(quantity: .chroma, width: 1, rate: rate, sampleRate: sampleRate)
    }
    // As librosa.frames_to_time: the quotient of whole samples, not a multiple of a rounded distance.
    let odd = format(22050.0 / 441, 22050)
    #expect(odd.hop == 441 && odd.time(ofRow: 3) == 1323.0 / 22050)
    #expect(format(44100.0 / 1023, 44100).hop == 1023)
    #expect(format(1 / 0.3, 22051).hop.map { abs($0 - 6615.3) < 1e-9 } == true)
    let rows = format(2, 0)
    #expect(rows.hop == nil && rows.time(ofRow: 3) == 1.5)
    let beats = format(0, 22050)
    #expect(beats.hop == nil && beats.time(ofRow: 3) == nil)
  }
}
