import Glibc

/// What of a picture stays when the light on it changes: the logarithm of its brightness less the mean around each pixel,
/// bent so that lamps and deep shadows weigh no more than faces.
struct LightProofPattern {
  /// How far pictures are moved against each other, in pixels.
  static let reach = 3
  /// The local mean is over this many pixels on each side.
  private static let radius = 2
  /// Added to the brightness before the logarithm: the noise of dark pictures is no pattern.
  private static let floor: Float = 10
  /// By how much the logarithm may rise before it is bent.
  private static let scale: Float = 0.35
  /// What 1 is in the numbers that are kept.
  private static let unit: Float = 127
  /// Added to products and squares, as mean per pixel: two pictures without a pattern are alike.
  private static let blank: Float = 0.004

  private static let (width, height) = (SmallPicture.width, SmallPicture.height)
  private static let inner = (width - 2 * reach) * (height - 2 * reach)

  private let values: [Int16]
  /// The sum of squares within the part that stays inside when it is moved.
  private let energy: Float
  /// By shift: the sum of squares of the part that is compared.
  private let energies: [Float]

  init(_ picture: SmallPicture) {
    var logs = picture.luma.map { logf($0 + Self.floor) }
    let means = SmallPicture.localMeans(logs, radius: Self.radius)
    for pixel in logs.indices { logs[pixel] = tanhf((logs[pixel] - means[pixel]) / Self.scale) }
    values = logs.map { Int16(($0 * Self.unit).rounded()) }
    let values = values
    energies = Self.shifts.map { shift in
      Float(Self.product(values, values, shift, shift))
    }
    energy = energies[0]
  }

  /// All shifts, the one of nothing first.
  private static let shifts: [(x: Int, y: Int)] =
    (-reach...reach).flatMap { y in (-reach...reach).map { (x: $0, y: y) } }
    .sorted { abs($0.x) + abs($0.y) < abs($1.x) + abs($1.y) }

  /// How much two pictures differ, from 0 to about 1: 1 less their best correlation over small shifts.
  func distance(to other: LightProofPattern) -> Float {
    let blank = Self.blank * Self.unit * Self.unit * Float(Self.inner)
    var best: Float = 0
    for (index, shift) in Self.shifts.enumerated() {
      let product = Float(Self.product(values, other.values, (0, 0), shift)) + blank
      best = max(best, product / ((energy + blank) * (other.energies[index] + blank)).squareRoot())
      // No shift will make pictures alike that are so already.
      if index == 0, best > 0.9 { break }
    }
    return 1 - best
  }

  /// The sum of products of the inner part of one picture, moved, and that of another, moved.
  private static func product(_ a: [Int16], _ b: [Int16], _ s: (x: Int, y: Int), _ t: (x: Int, y: Int)) -> Int32 {
    let length = width - 2 * reach
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum: Int32 = 0
        for row in reach..<height - reach {
          let i = (row + s.y) * width + reach + s.x
          let j = (row + t.y) * width + reach + t.x
          for column in 0..<length { sum &+= Int32(a[i &+ column]) &* Int32(b[j &+ column]) }
        }
        return sum
      }
    }
  }
}
