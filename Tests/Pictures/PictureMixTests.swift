import StageKit
import Testing

@testable import Pictures

@Suite struct PictureMixTests {
  /// Brightness of squares that hang on a seed, moved by whole pixels.
  private func luma(_ seed: UInt64, x: Int = 0, y: Int = 0) -> [Float] {
    (0..<SmallPicture.count).map { pixel in
      let cell = UInt64((pixel % SmallPicture.width + x + 20) / 5 * 64 + (pixel / SmallPicture.width + y + 20) / 5)
      return Float(20 + CounterRandom(seed: seed).bits("cell", cell) % 200)
    }
  }

  private func relief(_ luma: [Float]) -> Relief {
    Relief(SmallPicture(rgb: luma.flatMap { [UInt8](repeating: UInt8(min(255, $0)), count: 3) }))
  }

  private func mix(_ a: [Float], _ b: [Float], _ share: Float = 0.5) -> [Float] {
    zip(a, b).map { $0 + share * ($1 - $0) }
  }

  @Test(arguments: [Float(0.35), 0.5, 0.65]) func twoPicturesExplainTheirMixAndOneDoesNot(share: Float) {
    let found = PictureMix(
      of: relief(mix(luma(1), luma(2), share)), before: relief(luma(1)), behind: relief(luma(2)))
    #expect(found.explained > 0.95)
    #expect(found.gain > 0.1)
    #expect(abs(found.likeness) < 0.3)
  }

  @Test func aMixOfPicturesThatMovedIsExplained() {
    let found = PictureMix(
      of: relief(mix(luma(1, x: 5, y: -2), luma(2, x: -3, y: 4))), before: relief(luma(1)), behind: relief(luma(2)))
    #expect(found.explained > 0.9)
    #expect(found.gain > 0.1)
  }

  @Test func darkerLightOnTheMixChangesLittle() {
    let picture = mix(luma(1), luma(2))
    let found = PictureMix(
      of: relief(picture.map { 0.2 * $0 }), before: relief(luma(1)), behind: relief(luma(2).map { 0.6 * $0 }))
    #expect(found.explained > 0.9)
    #expect(found.gain > 0.1)
  }

  @Test func aPictureThatMovesIsNoMix() {
    let found = PictureMix(
      of: relief(luma(1, x: 3)), before: relief(luma(1)), behind: relief(luma(1, x: 6)))
    #expect(found.gain < 0.02)
    #expect(found.likeness > 0.8)
  }

  @Test func aThirdPictureIsNoMix() {
    let found = PictureMix(of: relief(luma(3)), before: relief(luma(1)), behind: relief(luma(2)))
    #expect(found.explained < 0.5)
  }

  @Test func picturesWithoutReliefAreNoMix() {
    let flat = relief([Float](repeating: 90, count: SmallPicture.count))
    #expect(PictureMix(of: flat, before: flat, behind: flat).gain == 0)
    #expect(PictureMix(of: flat, before: relief(luma(1)), behind: flat).gain < 0.02)
  }
}
