/// Chooses cuts by the distances of pictures: the clearest first, each between those that are chosen already.
struct CutChoice {
  /// A place where a cut may be: the last frame of one side and the first of the other.
  private struct Candidate {
    let before: Int
    let after: Int
    let merit: Float
  }

  /// The least distance of two frames that follow each other with a cut or a flash between them.
  private static let jump: Float = 0.3

  /// Frames this near are of one shot: where some before a place and some behind it are, it is a flash and no cut.
  private static let likeness: Float = 0.4

  /// The least ratio of a leap to the steps beside it, as a share of the least contrast, and the least distance of any pictures
  /// before and behind it.
  private static let (leap, unlikeness) = (Float(0.78), Float(0.55))

  private let distances: PictureDistances
  private let settings: CutSettings

  init(_ distances: PictureDistances, _ settings: CutSettings) {
    self.distances = distances
    self.settings = settings
  }

  func cuts() -> [PictureCut] {
    var chosen: [PictureCut] = []
    search(from: 0, to: distances.count, into: &chosen)
    return withoutReturns(chosen.sorted { $0.frame < $1.frame })
  }

  /// The cuts of a stretch without cuts, and then of the stretches before and behind its clearest one.
  private func search(from start: Int, to end: Int, into chosen: inout [PictureCut]) {
    // Stretches of a long film are many, and most of them hold no cut: those that wait are kept in a list.
    var waiting = [start..<end]
    while let stretch = waiting.popLast() {
      guard let best = best(in: stretch) else { continue }
      let frame = border(best)
      chosen.append(PictureCut(frame: frame, confidence: confidence(best.merit), isDissolve: false))
      waiting.append(stretch.lowerBound..<best.before + 1)
      waiting.append(best.after..<stretch.upperBound)
    }
  }

  private func best(in stretch: Range<Int>) -> Candidate? {
    var best: Candidate?
    for before in stretch.dropLast() {
      for after in before + 1...min(before + 1 + CutFinder.gap, stretch.upperBound - 1) where after < stretch.upperBound
      {
        guard let merit = merit(before, after, in: stretch) else { continue }
        if merit > best?.merit ?? 1 { best = Candidate(before: before, after: after, merit: merit) }
      }
    }
    return best
  }

  /// How far beyond the thresholds a place is: 1 is on one of them; `nil` below.
  private func merit(_ before: Int, _ after: Int, in stretch: Range<Int>) -> Float? {
    let (first, last) = (before - CutFinder.side + 1, after + CutFinder.side - 1)
    guard first >= stretch.lowerBound, last < stretch.upperBound else { return nil }
    // A picture that moves changes little by little; at a cut there is a jump, from which no way leads back.
    guard (before..<after).contains(where: { isJump($0, in: stretch) }) else { return nil }
    let (left, right) = (Side(first...before, distances), Side(after...last, distances))
    var across: Float = 0
    for i in left.frames { for j in right.frames { across += distances[i, j] } }
    across /= Float(left.frames.count * right.frames.count)
    let difference = across / Float(settings.difference)
    guard difference > 1 else { return nil }
    // A picture that moves differs the more, the farther apart its frames are.
    let distance = 1 + Float(after - before - 1) / Float(CutFinder.side)
    let contrast = across / (Float(settings.contrast) * distance * max(left.spread, right.spread, 0.02))
    // Beams that sweep fast, and people who do, set the frames of a side apart; the cut is then told by its leap.
    let clarity = max(contrast, after == before + 1 ? leap(before, in: stretch) : 0)
    guard clarity > 1 else { return nil }
    // A gap is for flashes: a short shot is not to be passed over as one.
    return 1 + (min(difference, clarity) - 1) * (1 - 0.05 * Float(after - before - 1))
  }

  /// Whether a frame and the next are unlike, and none soon after is like one shortly before, as behind a flash.
  private func isJump(_ frame: Int, in stretch: Range<Int>) -> Bool {
    distances[frame, frame + 1] > Self.jump && areUnlike(Self.likeness, around: frame, in: stretch)
  }

  /// How far the step from a frame to the next stands out of the two before and the two behind it, one of which may be none
  /// where frames are doubled: 1 is on the threshold.
  private func leap(_ frame: Int, in stretch: Range<Int>) -> Float {
    guard areUnlike(Self.unlikeness, around: frame, in: stretch) else { return 0 }
    let beside = [frame - 2, frame - 1, frame + 1, frame + 2].reduce(Float(0.02)) { max($0, distances[$1, $1 + 1]) }
    return distances[frame, frame + 1] / (max(1, Self.leap * Float(settings.contrast)) * beside)
  }

  /// Whether all frames shortly before and soon after are at least so far from each other.
  private func areUnlike(_ least: Float, around frame: Int, in stretch: Range<Int>) -> Bool {
    for i in max(stretch.lowerBound, frame - CutFinder.gap)...frame {
      for j in frame + 1...min(stretch.upperBound - 1, i + CutFinder.gap + 1) {
        if distances[i, j] < least { return false }
      }
    }
    return true
  }

  /// The first frame that is nearer to what comes behind the gap than to what comes before.
  private func border(_ cut: Candidate) -> Int {
    (cut.before + 1..<cut.after).first { distances[$0, cut.after] < distances[cut.before, $0] } ?? cut.after
  }

  /// The cuts without those around a few frames behind which the old shot goes on: a long flash.
  private func withoutReturns(_ cuts: [PictureCut]) -> [PictureCut] {
    var kept: [PictureCut] = []
    for cut in cuts {
      if let last = kept.last, cut.frame - last.frame <= CutFinder.gap,
        isReturn(from: last.frame, to: cut.frame)
      {
        kept.removeLast()
      } else {
        kept.append(cut)
      }
    }
    return kept
  }

  private func isReturn(from first: Int, to last: Int) -> Bool {
    let before = max(0, first - 2)..<first
    let after = last..<min(last + 2, distances.count)
    return before.contains { i in after.contains { distances[i, $0] < Float(settings.difference) } }
  }

  /// Only a person is wholly sure.
  private func confidence(_ merit: Float) -> Double { min(0.99, 0.5 + 0.5 * Double(merit - 1)) }
}

/// The frames on one side of a cut.
private struct Side {
  let frames: ClosedRange<Int>
  /// The mean distance of the frames among themselves.
  let spread: Float

  init(_ frames: ClosedRange<Int>, _ distances: PictureDistances) {
    self.frames = frames
    let sum = frames.reduce(Float(0)) { sum, i in frames.reduce(sum) { i < $1 ? $0 + distances[i, $1] : $0 } }
    spread = sum / Float(frames.count * (frames.count - 1) / 2)
  }
}
