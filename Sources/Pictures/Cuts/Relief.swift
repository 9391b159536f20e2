/// What stands out of a picture: its brightness less the mean of the neighbourhood.
///
/// The relief of a mix of two pictures is the same mix of their reliefs. Light that is even over a block makes the relief there
/// stronger or weaker, and no other. Detail finer than a shift by a whole pixel can follow is left out.
struct Relief {
  /// How many blocks are compared, each by itself.
  static let blocks = columns * rows
  /// The sum of squares that noise alone may have in a block.
  static let noise = 16 * Float(side.width * side.height)
  /// How far pictures are moved against each other: all shifts by whole pixels, in order.
  static let shifts = (-reach.y...reach.y).flatMap { y in (-reach.x...reach.x).map { (x: $0, y: y) } }

  /// Of all shifts, the one by nothing.
  static let still = shifts.count / 2

  private static let (columns, rows) = (4, 3)
  private static let side = (width: 12, height: 8)
  /// The blocks are so far from the edges that they stay inside when they are moved.
  private static let reach = (x: 8, y: 6)
  /// What is finer than the first and coarser than the second is left out, in pixels.
  private static let (detail, neighbourhood) = (1, 8)
  /// What a step of brightness is in the numbers that are kept.
  private static let unit: Float = 4

  private let values: [Int16]
  /// By shift, and by block: the sum of squares of the block, moved.
  private let energies: [Float]

  init(_ picture: SmallPicture) {
    let fine = SmallPicture.localMeans(picture.luma, radius: Self.detail)
    let coarse = SmallPicture.localMeans(picture.luma, radius: Self.neighbourhood)
    let values = zip(fine, coarse).map { Int16((($0 - $1) * Self.unit).rounded()) }
    self.values = values
    energies = Self.energies(values)
  }

  /// The sums of squares from one of all that lies above and left of each pixel.
  private static func energies(_ values: [Int16]) -> [Float] {
    let width = SmallPicture.width + 1
    var sums = [Int](repeating: 0, count: width * (SmallPicture.height + 1))
    for row in 0..<SmallPicture.height {
      var line = 0
      for column in 0..<SmallPicture.width {
        let value = Int(values[row * SmallPicture.width + column])
        line += value * value
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + line
      }
    }
    return shifts.flatMap { shift in
      (0..<blocks).map { block in
        let corner = corner(block)
        let start = (corner.y + shift.y) * width + corner.x + shift.x
        let end = start + side.height * width
        return Float(sums[end + side.width] - sums[end] - sums[start + side.width] + sums[start])
      }
    }
  }

  /// By block: the sum of squares of this picture, moved.
  func energies(_ shift: Int) -> ArraySlice<Float> {
    energies[shift * Self.blocks..<(shift + 1) * Self.blocks]
  }

  /// By block: the sum of products of this picture, moved, and another, moved.
  func products(_ shift: Int, with other: Relief, _ otherShift: Int) -> [Float] {
    Self.products(values, Self.shifts[shift], other.values, Self.shifts[otherShift])
  }

  /// Whether another picture is much the same where this one lies.
  func isLike(_ other: Relief) -> Bool {
    let product = products(Self.still, with: other, Self.still).reduce(0, +)
    let energy = energies(Self.still).reduce(0, +) * other.energies(Self.still).reduce(0, +)
    return product > 0.5 * energy.squareRoot()
  }

  private static func products(_ a: [Int16], _ s: (x: Int, y: Int), _ b: [Int16], _ t: (x: Int, y: Int)) -> [Float] {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        (0..<blocks).map { block in
          let corner = corner(block)
          var sum: Int32 = 0
          for row in corner.y..<corner.y + side.height {
            let i = (row + s.y) * SmallPicture.width + corner.x + s.x
            let j = (row + t.y) * SmallPicture.width + corner.x + t.x
            for column in 0..<side.width { sum &+= Int32(a[i &+ column]) &* Int32(b[j &+ column]) }
          }
          return Float(sum)
        }
      }
    }
  }

  /// The top left pixel of a block that is not moved.
  private static func corner(_ block: Int) -> (x: Int, y: Int) {
    (reach.x + block % columns * side.width, reach.y + block / columns * side.height)
  }
}
