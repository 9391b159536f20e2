import StageKit
import Testing

@testable import Pictures

@Suite struct CutFinderTests {
  /// A picture of squares whose brightness hangs on a seed, moved sideways and lit.
  private func picture(_ seed: Int, moved: Int = 0, light: Double = 1) -> SmallPicture {
    var bytes: [UInt8] = []
    for y in 0..<SmallPicture.height {
      for x in 0..<SmallPicture.width {
        let cell = UInt64((x + moved) / 5 * 64 + y / 5 + seed * 8192)
        let value = Double(20 + CounterRandom(seed: 1).bits("cell", cell) % 150) * light
        bytes += [UInt8](repeating: UInt8(min(255, value)), count: 3)
      }
    }
    return SmallPicture(rgb: bytes)
  }

  private func cuts(_ pictures: [SmallPicture], dissolves: Bool = true) -> [PictureCut] {
    var finder = CutFinder(CutSettings(findsDissolves: dissolves))
    for picture in pictures { finder.add(picture) }
    return finder.cuts()
  }

  @Test func findsAHardCutOnItsFrame() {
    let found = cuts((0..<20).map { _ in picture(1) } + (0..<20).map { _ in picture(2) })
    #expect(found.map(\.frame) == [20])
    #expect(found.allSatisfy { $0.confidence > 0.9 && !$0.isDissolve })
  }

  @Test func aStepOfLightIsNoCut() {
    #expect(cuts((0..<40).map { picture(1, light: $0 < 20 ? 1 : 0.3) }).isEmpty)
  }

  @Test func aStrobeIsNoCutAndHidesNone() {
    let found = cuts((0..<60).map { picture($0 < 30 ? 1 : 2, light: $0 / 2 % 2 == 0 ? 1 : 0.25) })
    #expect(found.map(\.frame) == [30])
  }

  @Test(arguments: 1...6) func aFlashIsNoCut(length: Int) {
    let white = SmallPicture(rgb: [UInt8](repeating: 250, count: SmallPicture.byteCount))
    let shot = picture(1)
    #expect(cuts((0..<40).map { (20..<20 + length).contains($0) ? white : shot }).isEmpty)
  }

  @Test func aFlashOnACutLeavesOneCut() {
    let white = SmallPicture(rgb: [UInt8](repeating: 250, count: SmallPicture.byteCount))
    let found = cuts((0..<40).map { $0 < 19 ? picture(1) : $0 < 21 ? white : picture(2) })
    #expect(found.count == 1)
    #expect(found.allSatisfy { (19...21).contains($0.frame) })
  }

  @Test func aSlowPanIsNoCut() {
    #expect(cuts((0..<60).map { picture(1, moved: $0) }).isEmpty)
  }

  @Test func shotsOfEightFramesAreFound() {
    let found = cuts((0..<48).map { picture($0 / 8) })
    #expect(found.map(\.frame) == [8, 16, 24, 32, 40])
  }

  /// Two shots and a dissolve of so many frames between them, from frame 24 on.
  private func dissolve(
    _ length: Int, of first: (Int) -> SmallPicture, into second: (Int) -> SmallPicture,
    light: (Int) -> Float = { _ in 1 }
  ) -> [SmallPicture] {
    (0..<48 + length).map { frame in
      let share = Float(min(length + 1, max(0, frame - 23))) / Float(length + 1)
      return SmallPicture(
        rgb: zip(first(frame).luma, second(frame).luma).flatMap { a, b in
          [UInt8](repeating: UInt8((a + share * (b - a)) * light(frame)), count: 3)
        })
    }
  }

  @Test(arguments: [8, 12, 24]) func aDissolveIsFoundAndNotSure(length: Int) throws {
    let pictures = dissolve(length, of: { _ in picture(1) }, into: { _ in picture(2) })
    let found = try #require(cuts(pictures).first)
    #expect(cuts(pictures).count == 1)
    #expect((24...24 + length).contains(found.frame))
    // A short one of pictures that stand still may pass for a cut.
    #expect(length < 24 || found.isDissolve && found.confidence <= 0.6)
    #expect(cuts(pictures, dissolves: false).allSatisfy { !$0.isDissolve })
  }

  @Test func aDissolveOfPicturesThatMoveInLightThatStepsIsFound() {
    let pictures = dissolve(
      16, of: { picture(1, moved: $0 / 3) }, into: { picture(2, moved: 40 - $0 / 4) }, light: { $0 % 9 < 4 ? 1 : 0.4 })
    let found = cuts(pictures)
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.isDissolve && (24...40).contains($0.frame) })
  }

  @Test(arguments: [1, 2, 3]) func aPanThatStartsAndEndsIsNoDissolve(pace: Int) {
    #expect(cuts((0..<60).map { picture(1, moved: min(max(0, $0 - 20), 14) * pace / 2) }).isEmpty)
  }

  @Test func aBeamThatSweepsIsNoDissolve() {
    let shot = picture(1)
    let pictures = (0..<60).map { frame in
      SmallPicture(
        rgb: shot.luma.enumerated().flatMap { pixel, luma in
          let lit = abs(pixel % SmallPicture.width - frame) < 6 ? min(255, luma + 120) : luma
          return [UInt8](repeating: UInt8(lit), count: 3)
        })
    }
    #expect(cuts(pictures).isEmpty)
  }

  /// Pictures with three beams over each, which clip what they cover and sweep by some pixels a frame.
  private func behindBeams(_ pictures: [SmallPicture], pace: [Int] = [12, 15, 19]) -> [SmallPicture] {
    pictures.enumerated().map { frame, picture in
      let luma = picture.luma.enumerated().map { pixel, luma in
        pace.indices.reduce(0.6 * luma) { sum, beam in
          let place = (pixel % SmallPicture.width + frame * pace[beam] + 23 * beam) % (SmallPicture.width + 20)
          return sum + max(0, 200 - 12 * abs(Float(place - 10)))
        }
      }
      return SmallPicture(rgb: luma.flatMap { [UInt8](repeating: UInt8(min(255, $0)), count: 3) })
    }
  }

  @Test(arguments: 0..<8) func aCutBehindBeamsIsFoundOnItsFrame(first: Int) {
    let found = cuts(behindBeams((0..<60).map { picture($0 < 24 + first ? 1 : 2) }))
    #expect(found.map(\.frame) == [24 + first])
    #expect(found.allSatisfy { !$0.isDissolve })
  }

  @Test(arguments: [[12, 15, 19], [7, 9, 11], [3, 5, 8], [0, 2, 12]]) func beamsThatSweepAreNoCuts(pace: [Int]) {
    #expect(cuts(behindBeams((0..<90).map { picture(1, moved: $0 / 4) }, pace: pace)).isEmpty)
  }

  @Test(arguments: [12, 16, 24]) func aDissolveBehindBeamsIsFound(length: Int) {
    let pictures = dissolve(length, of: { _ in picture(1) }, into: { _ in picture(2) })
    let found = cuts(behindBeams(pictures))
    #expect(found.count == 1)
    #expect(found.allSatisfy { $0.isDissolve && (24...24 + length).contains($0.frame) })
  }

  /// Each second step is a leap, but no more so than the one before it. Now and then one looks barely like a cut.
  @Test(arguments: [9, 11, 14]) func aFastPanInDoubledFramesHasNoClearCuts(pace: Int) {
    let found = cuts((0..<60).map { picture(1, moved: $0 / 2 * pace) })
    #expect(found.count <= 1 && found.allSatisfy { $0.confidence < 0.51 })
  }

  @Test func fewPicturesHaveNoCuts() {
    #expect(cuts([]).isEmpty)
    #expect(cuts([picture(1)]).isEmpty)
    #expect(cuts((0..<5).map { picture($0) }).isEmpty)
  }

  @Test func blackPicturesAreAlike() {
    let black = SmallPicture(rgb: [UInt8](repeating: 0, count: SmallPicture.byteCount))
    #expect(cuts([SmallPicture](repeating: black, count: 40)).isEmpty)
  }
}
