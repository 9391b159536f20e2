/// How well a picture is a mix of two others, each of which may have moved and be lit otherwise.
///
/// Two pictures always explain a third better than one alone. What tells a dissolve is that they do so wholly, that one alone
/// does not, wherever its parts have moved to, and that both are not the same thing in two places. Each block is looked at by
/// itself, so that a beam or a person who walks hides a part of the picture and no more.
struct PictureMix {
  /// How much of the picture the mix explains, from 0 to 1.
  let explained: Float
  /// How much more that is than either picture explains alone.
  let gain: Float
  /// The correlation of both pictures as they lie in the mix.
  let likeness: Float

  /// Looks at a picture as a mix of one before and one behind it.
  init(of picture: Relief, before: Relief, behind: Relief) {
    let energy = Array(picture.energies(Relief.still))
    let (first, second) = (Match(before, picture, energy), Match(behind, picture, energy))
    let aa = Array(before.energies(first.shift))
    let bb = Array(behind.energies(second.shift))
    let ab = before.products(first.shift, with: behind, second.shift)
    let am = before.products(first.shift, with: picture, Relief.still)
    let bm = behind.products(second.shift, with: picture, Relief.still)
    let (all, allBehind) = (aa.reduce(Relief.noise, +), bb.reduce(Relief.noise, +))
    var (explained, gain, likeness, sum): (Float, Float, Float, Float) = (0, 0, 0, 0)
    for block in 0..<Relief.blocks {
      let (a, b) = (aa[block] + Relief.noise, bb[block] + Relief.noise)
      // A block in which one of both pictures is flat tells little.
      let (share, shareBehind) = (aa[block] / all, bb[block] / allBehind)
      let least = min(aa[block], bb[block])
      let weight = 2 * min(share, shareBehind) / max(share + shareBehind, 1e-9) * least / (least + Relief.noise)
      // Least squares: how strongly each picture is in the mix. Neither can be taken off.
      let determinant = a * b - ab[block] * ab[block]
      let strength = (am[block] * b - bm[block] * ab[block]) / determinant
      let strengthBehind = (bm[block] * a - am[block] * ab[block]) / determinant
      let isMixed = strength > 0 && strengthBehind > 0
      let alone = max(first.explained[block], second.explained[block])
      let both = (strength * am[block] + strengthBehind * bm[block]) / (energy[block] + Relief.noise)
      explained += weight * (isMixed ? both : alone)
      gain += weight * (isMixed ? both - alone : 0)
      likeness += weight * ab[block] / (a * b).squareRoot()
      sum += weight
    }
    let total = max(sum, 1e-6)
    (self.explained, self.gain, self.likeness) = (explained / total, gain / total, likeness / total)
  }
}

/// Where a picture lies in a mix.
private struct Match {
  /// The shift by which the whole picture correlates most.
  let shift: Int
  /// By block: how much of the mix the picture explains alone, at the best shift of that block.
  let explained: [Float]

  init(_ reference: Relief, _ picture: Relief, _ energy: [Float]) {
    var best: (shift: Int, sum: Float) = (0, -.infinity)
    var explained = [Float](repeating: 0, count: Relief.blocks)
    for shift in Relief.shifts.indices {
      let products = reference.products(shift, with: picture, Relief.still)
      var sum: Float = 0
      for (block, own) in reference.energies(shift).enumerated() {
        let product = products[block]
        let correlation = product / ((own + Relief.noise) * (energy[block] + Relief.noise)).squareRoot()
        sum += correlation
        if correlation > 0 { explained[block] = max(explained[block], correlation * correlation) }
      }
      if sum > best.sum { best = (shift, sum) }
    }
    (shift, self.explained) = (best.shift, explained)
  }
}
