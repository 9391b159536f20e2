import StageKit

/// Holds each camera's share of the time, by making those that have too much dearer and choosing again.
///
/// A heuristic: a share is a matter of the whole plan, which no sum over neighbours can say.
struct CameraBalance {
  /// The chosen path with its cost, what holds the shares left out.
  struct Choice {
    let cost: CameraCost
    let steps: [CameraStep]
  }

  private static let rounds = 3
  /// What a camera's shots cost more, in millionths, for each time that it has its share over again.
  private static let step = 2e6

  private let lattice: CameraLattice
  private let maxShare: Double
  private let objective: CameraObjective

  init(_ lattice: CameraLattice, clips: [CameraClip], settings: CameraSettings) {
    self.lattice = lattice
    maxShare = settings.maxShare
    let cameras = Set(clips.map(\.camera)).count
    objective = CameraObjective(
      clips: clips, weights: settings.weights, fallback: settings.fallback,
      shares: [Int](repeating: 0, count: cameras))
  }

  /// The choice that comes nearest to the shares, the cheapest of equals; `nil` if a shot cannot be shown.
  func choice() -> Choice? {
    guard var best = solve(objective) else { return nil }
    var excess = excess(of: best.steps)
    var weighted = objective
    var last = best
    for _ in 0..<Self.rounds {
      let shares = shares(of: last.steps)
      guard let top = shares.max(), top > maxShare else { break }
      for (camera, share) in shares.enumerated() where share > maxShare {
        weighted.shares[camera] += Int((Self.step * (share / maxShare - 1)).rounded())
      }
      guard let next = solve(weighted) else { break }
      let nextExcess = self.excess(of: next.steps)
      if (next.cost.missing, next.cost.hurried, next.cost.forced, nextExcess, next.cost.weight)
        < (best.cost.missing, best.cost.hurried, best.cost.forced, excess, best.cost.weight)
      {
        (best, excess) = (next, nextExcess)
      }
      last = next
    }
    return best
  }

  private func solve(_ objective: CameraObjective) -> Choice? {
    CameraSearch(lattice, objective: objective).best().map { found in
      let shares = found.steps.reduce(0) { $0 + $1.parts.share }
      return Choice(cost: found.cost + CameraCost(weight: -shares), steps: found.steps)
    }
  }

  /// By camera: its share of the time that has pictures.
  private func shares(of steps: [CameraStep]) -> [Double] {
    var frames = objective.shares.map { _ in 0 }
    for step in steps { if let camera = step.option.camera { frames[camera] += step.slot.frames.count } }
    let total = max(1, frames.reduce(0, +))
    return frames.map { Double($0) / Double(total) }
  }

  private func excess(of steps: [CameraStep]) -> Double {
    shares(of: steps).reduce(0) { $0 + max(0, $1 - maxShare) }
  }
}
