import Testing

@testable import Pictures

@Suite struct BeamlessPicturesTests {
  /// What the scene is, pixel by pixel.
  private let scene = (0..<SmallPicture.count).map { Float(20 + $0 * 7 % 90) }

  private func beamless(_ frames: [[Float]]) -> [[Float]] {
    var beamless = BeamlessPictures()
    return frames.compactMap { beamless.add(SmallPicture(luma: $0))?.luma }
  }

  @Test func thereIsNoneBeforeThereAreEnough() {
    #expect(beamless([[Float]](repeating: scene, count: BeamlessPictures.length - 1)).isEmpty)
    #expect(beamless([[Float]](repeating: scene, count: BeamlessPictures.length + 2)) == [scene, scene, scene])
  }

  @Test func whatABeamCoversIsSeenBesideIt() {
    let frames = (0..<20).map { frame in
      scene.enumerated().map { pixel, luma in abs(pixel % SmallPicture.width - 6 * frame) < 9 ? 255 : luma }
    }
    #expect(beamless(frames).allSatisfy { $0 == scene })
  }

  @Test func darkFramesOfAStrobeDoNotCount() {
    let frames = (0..<20).map { frame in scene.map { $0 * (frame / 2 % 2 == 0 ? 1 : 0.1) } }
    #expect(beamless(frames).allSatisfy { $0 == scene })
  }

  @Test(arguments: 1...3) func aFlashIsNoMoreThanABeam(length: Int) {
    let frames = (0..<20).map { frame in (10..<10 + length).contains(frame) ? scene.map { 0.1 * $0 + 230 } : scene }
    #expect(beamless(frames).allSatisfy { $0 == scene })
  }
}
