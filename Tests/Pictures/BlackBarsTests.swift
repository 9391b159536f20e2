import Testing

@testable import Pictures

@Suite struct BlackBarsTests {
  private func crop(_ isBar: (_ row: Int, _ column: Int) -> Bool) -> String {
    BlackBars.crop((0..<90 * 160).map { isBar($0 / 160, $0 % 160) ? 10 : 200 })
  }

  @Test func takesOffBarsAboveAndBelow() {
    #expect(crop { row, _ in row < 9 || row >= 81 } == "crop=iw*1.0000:ih*0.7778:iw*0.0000:ih*0.1111,")
  }

  @Test func leavesAPictureWithoutBars() {
    #expect(crop { _, _ in false } == "")
    // A dark corner is no bar, nor is a picture that is always black.
    #expect(crop { row, column in row < 20 && column < 20 } == "")
    #expect(crop { _, _ in true } == "")
  }

  @Test func takesNoMoreThanThreeTenths() {
    #expect(crop { row, _ in row < 60 } == "crop=iw*1.0000:ih*0.7000:iw*0.0000:ih*0.3000,")
  }
}
