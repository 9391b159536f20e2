/// Finds dissolves: stretches whose middle is a mix of both ends, by ``PictureMix``, each without the beams over it, by
/// ``BeamlessPictures``.
struct DissolveFinder {
  /// Half the lengths in frames that are tried. A dissolve may be longer: then both ends are mixes too, of other shares.
  private static let halves = [5, 7, 9, 11]
  /// Middles are so many frames apart: a dissolve has at least eight.
  private static let step = 2
  /// The least of the middle that the mix explains, and the least that is more than what one end explains alone.
  private static let (explained, gain) = (Float(0.7), Float(0.065))
  /// The most that the ends may be alike as they lie in the mix: what moves is no dissolve.
  private static let likeness: Float = 0.45
  /// The gain of a mix that is as clear as it can be.
  private static let clearest: Float = 0.3
  /// The confidence of the clearest: smoke and lights look like mixes at times.
  private static let surest: Float = 0.6

  /// A stretch that looks like a dissolve.
  private struct Candidate {
    let middle: Int
    let half: Int
    let gain: Float

    /// Whether a shot starts within the frames that the stretch is made of.
    func holds(_ frame: Int) -> Bool {
      let first = middle - half - BeamlessPictures.length / 2
      return first < frame && frame < first + 2 * half + BeamlessPictures.length
    }
    func overlaps(_ other: Candidate) -> Bool { abs(middle - other.middle) < half + other.half }
  }

  /// The least distance of both ends by their patterns, on which light that is added shows less than in the relief.
  private let difference: Float
  private var beamless = BeamlessPictures()
  private var pictures: [(relief: Relief, picture: SmallPicture)] = []
  private var count = 0
  private var found: [Candidate] = []

  init(difference: Float) { self.difference = difference }

  /// Takes the next picture.
  mutating func add(_ picture: SmallPicture) {
    count += 1
    guard let picture = beamless.add(picture) else { return }
    if pictures.count > 2 * (Self.halves.max() ?? 0) { pictures.removeFirst() }
    pictures.append((Relief(picture), picture))
    let last = count - BeamlessPictures.length / 2
    for half in Self.halves where 2 * half < pictures.count && (last - half).isMultiple(of: Self.step) {
      let end = pictures.count - 1
      let (before, middle, behind) = (pictures[end - 2 * half], pictures[end - half], pictures[end])
      guard !before.relief.isLike(behind.relief) else { continue }
      let mix = PictureMix(of: middle.relief, before: before.relief, behind: behind.relief)
      if mix.explained > Self.explained, mix.gain > Self.gain, mix.likeness < Self.likeness,
        LightProofPattern(before.picture).distance(to: LightProofPattern(behind.picture)) > difference
      {
        found.append(Candidate(middle: last - half, half: half, gain: mix.gain))
      }
    }
  }

  /// The dissolves so far, the clearest where several lie over each other, in no order.
  ///
  /// - Parameter hard: Frames of cuts that are known: a stretch with one in it is no dissolve.
  func cuts(awayFrom hard: [Int]) -> [PictureCut] {
    var chosen: [Candidate] = []
    for candidate in found.sorted(by: { ($0.gain, $1.middle) > ($1.gain, $0.middle) })
    where !hard.contains(where: candidate.holds) && !chosen.contains(where: candidate.overlaps) {
      chosen.append(candidate)
    }
    return chosen.map { candidate in
      let clarity = min(1, (candidate.gain - Self.gain) / (Self.clearest - Self.gain))
      return PictureCut(
        frame: candidate.middle, confidence: Double(Self.surest * (1 + clarity) / 2), isDissolve: true)
    }
  }
}
