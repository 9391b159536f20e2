/// Takes beams off pictures: of each pixel stays the darkest of a few frames that follow each other.
///
/// A beam adds light and sweeps, so that it soon leaves each place that it lights; what it lit stands still or moves little.
struct BeamlessPictures {
  /// How many frames one picture is made of.
  static let length = 8
  /// So many of them are lit, even in a strobe.
  private static let lit = length / 2
  /// The least brightness of a frame that counts, as a share of what the lit ones have: a strobe's dark frames show little.
  private static let least: Float = 0.5

  private var frames: [(picture: SmallPicture, brightness: Float)] = []

  /// Takes the next frame, and gives the picture of the last ``length``; `nil` as long as there are fewer.
  mutating func add(_ picture: SmallPicture) -> SmallPicture? {
    if frames.count == Self.length { frames.removeFirst() }
    frames.append((picture, picture.luma.reduce(0, +)))
    guard frames.count == Self.length else { return nil }
    // Neither a strobe's dark half nor a short flash is what the frames have in common.
    let usual = frames.map(\.brightness).sorted(by: >)[Self.lit - 1]
    let counted = frames.filter { $0.brightness >= Self.least * usual }
    var darkest = [Float](repeating: .infinity, count: SmallPicture.count)
    for frame in counted {
      for (pixel, luma) in frame.picture.luma.enumerated() { darkest[pixel] = min(darkest[pixel], luma) }
    }
    return SmallPicture(luma: darkest)
  }
}
