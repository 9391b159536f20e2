import Edits
import Shots
import Testing

@testable import Pictures
@testable import Video

@Suite struct CutsVideoTests {
  private static let cut = PictureCut(frame: 40, confidence: 0.9, isDissolve: false)

  @Test(arguments: [80, 100, 124]) func soundALittleLongerOrShorterIsOfTheLastShot(end: Int) {
    let shots = CutsVideo.shots([Self.cut], pictures: 100, end: end, rate: .fps25)
    #expect(shots.map(\.inFrame) == [0, 40])
    #expect(shots.last?.outFrame == end)
  }

  @Test func behindTheLastPictureIsAShotOfNothing() {
    let shots = CutsVideo.shots([Self.cut], pictures: 100, end: 125, rate: .fps25)
    #expect(shots.map(\.inFrame) == [0, 40, 100])
    #expect(shots.map(\.outFrame) == [40, 100, 125])
    #expect(shots.map(\.reason) == ["start", "cut", WrittenShot.noPicture])
  }

  @Test func cutsBehindTheSoundAreLeftOut() {
    #expect(CutsVideo.shots([Self.cut], pictures: 100, end: 30, rate: .fps25).map(\.outFrame) == [30])
  }
}
