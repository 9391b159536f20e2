/// Finds dissolves: stretches in which each picture is a mix of those at both ends, and the mix goes from one to the other.
struct DissolveFinder {
  /// The lengths in frames that are tried.
  private static let lengths = [8, 12, 16, 20, 24, 28]
  /// The least distance of the ends, and the most that a picture may lie off the line between them, as a share of it.
  private static let (difference, residue) = (Float(12), Float(0.3))
  /// How far a mix may be from that of a dissolve of even pace.
  private static let unevenness: Float = 0.17
  /// The confidence of the clearest: beams that sweep through a picture look like mixes.
  private static let surest = 0.6

  /// So many frames around a dissolve are looked at: there, pictures change much less than in it.
  private static let margin = 6
  private static let calm: Float = 0.35
  /// The least distance of both ends by their patterns.
  private static let unlikeness: Float = 0.6

  private var thumbnails: [Thumbnail] = []
  private var patterns: [LightProofPattern] = []
  private var count = 0
  private var found: [(middle: Int, merit: Float)] = []

  /// Takes the next picture, with its pattern.
  mutating func add(_ picture: SmallPicture, _ pattern: LightProofPattern) {
    let most = (Self.lengths.max() ?? 0) + 2 * Self.margin
    if thumbnails.count > most {
      thumbnails.removeFirst()
      patterns.removeFirst()
    }
    thumbnails.append(Thumbnail(picture))
    patterns.append(pattern)
    count += 1
    for length in Self.lengths where length + 2 * Self.margin < thumbnails.count {
      let end = thumbnails.count - 1 - Self.margin
      let merit = merit(from: end - length, to: end)
      if merit > 0 { found.append((count - 1 - Self.margin - length / 2, merit)) }
    }
  }

  /// The dissolves so far, the clearest where several lie over each other, in no order.
  ///
  /// - Parameter hard: Frames of cuts that are known: what looks like a mix there is none.
  func cuts(awayFrom hard: [Int]) -> [PictureCut] {
    var taken = hard
    var cuts: [PictureCut] = []
    let reach = (Self.lengths.max() ?? 0) / 2
    for candidate in found.sorted(by: { ($0.merit, $1.middle) > ($1.merit, $0.middle) })
    where !taken.contains(where: { abs($0 - candidate.middle) <= reach }) {
      taken.append(candidate.middle)
      cuts.append(
        PictureCut(frame: candidate.middle, confidence: Self.surest * Double(candidate.merit), isDissolve: true))
    }
    return cuts
  }

  /// How clearly a stretch is a dissolve, from 0 to 1.
  private func merit(from start: Int, to end: Int) -> Float {
    let (first, last) = (thumbnails[start], thumbnails[end])
    let square = first.square(to: last)
    guard square > Self.difference * Self.difference * Float(Thumbnail.count) else { return 0 }
    let drift = max(first.square(to: thumbnails[start - Self.margin]), last.square(to: thumbnails[end + Self.margin]))
    // As far as the picture would have drifted in the time of the dissolve.
    let pace = Float(Self.margin) / Float(min(end - start, 2 * Self.margin))
    guard drift < Self.calm * Self.calm * pace * pace * square else { return 0 }
    var worst: Float = 0
    for quarter in 1...3 {
      let picture = thumbnails[start + quarter * (end - start) / 4]
      let share = first.product(picture, towards: last) / square
      guard abs(share - Float(quarter) / 4) < Self.unevenness else { return 0 }
      let residue = first.residue(of: picture, towards: last, share: share) / square
      guard residue < Self.residue * Self.residue else { return 0 }
      worst = max(worst, residue)
    }
    guard patterns[start].distance(to: patterns[end]) > Self.unlikeness else { return 0 }
    return 1 - worst.squareRoot() / Self.residue / 2
  }
}

/// A picture's brightness in 16 x 9 squares: what moves a little stays where it is.
private struct Thumbnail {
  private static let side = 4
  static let count = SmallPicture.count / (side * side)

  private let values: [Float]

  init(_ picture: SmallPicture) {
    let columns = SmallPicture.width / Self.side
    var values = [Float](repeating: 0, count: Self.count)
    for (pixel, luma) in picture.luma.enumerated() {
      let (row, column) = (pixel / SmallPicture.width / Self.side, pixel % SmallPicture.width / Self.side)
      values[row * columns + column] += luma / Float(Self.side * Self.side)
    }
    self.values = values
  }

  /// The squared distance to another picture.
  func square(to other: Thumbnail) -> Float { product(other, towards: other) }

  /// The inner product of the ways from here to two pictures.
  func product(_ picture: Thumbnail, towards last: Thumbnail) -> Float {
    var sum: Float = 0
    for place in values.indices {
      sum += (picture.values[place] - values[place]) * (last.values[place] - values[place])
    }
    return sum
  }

  /// The squared distance of a picture from a mix of this one and another.
  func residue(of picture: Thumbnail, towards last: Thumbnail, share: Float) -> Float {
    var sum: Float = 0
    for place in values.indices {
      let mix = values[place] + share * (last.values[place] - values[place])
      sum += (picture.values[place] - mix) * (picture.values[place] - mix)
    }
    return sum
  }
}
