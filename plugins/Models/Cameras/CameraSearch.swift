/// Finds the cheapest path through a lattice, exactly: a second-order Viterbi over pairs of a camera and an option.
///
/// The pass goes from the last shot to the first, so that of equal paths the one with the earlier choices is found.
/// - Complexity: O(slots x cameras x options²).
struct CameraSearch {
  /// A slot's place: the shot, the way to divide it, and the part.
  private struct Place: Hashable {
    var shot: Int
    var way: Int
    var part: Int
  }

  /// What follows a slot, for one camera before it and one option of it.
  private struct Onward {
    var cost: CameraCost
    var way: Int
    var option: Int
  }

  private let lattice: CameraLattice
  private let objective: CameraObjective
  private let cameras: Int
  /// By place: what follows. Shape (cameras + 1, options); the last row stands for no camera.
  private var onward: [Place: [Onward]] = [:]

  /// Prepares a search.
  init(_ lattice: CameraLattice, objective: CameraObjective) {
    self.lattice = lattice
    self.objective = objective
    cameras = objective.shares.count
    for shot in lattice.shots.indices.reversed() {
      for (way, slots) in lattice.shots[shot].enumerated() {
        for part in slots.indices.reversed() {
          let place = Place(shot: shot, way: way, part: part)
          onward[place] = follow(place)
        }
      }
    }
  }

  /// The cheapest path, or `nil` if a shot has no option.
  func best() -> (cost: CameraCost, steps: [CameraStep])? {
    var start: (cost: CameraCost, place: Place, option: Int)?
    for place in ways(into: 0) {
      for (index, option) in slot(place).options.enumerated() {
        let cost =
          objective.parts(of: option, in: slot(place)).cost + (onward[place]?[row(nil, index, place)].cost ?? .zero)
        if start.map({ cost < $0.cost }) ?? true { start = (cost, place, index) }
      }
    }
    guard let start, start.cost.missing < Self.impossible else { return nil }
    return (start.cost, steps(from: start.place, option: start.option))
  }

  /// More frames than a plan has: the cost of what cannot be.
  private static let impossible = Int(Int32.max)

  private func slot(_ place: Place) -> CameraSlot { lattice.shots[place.shot][place.way][place.part] }

  private func row(_ camera: Int?, _ option: Int, _ place: Place) -> Int {
    (camera ?? cameras) * slot(place).options.count + option
  }

  /// The first parts of all ways to divide a shot; none behind the last shot.
  private func ways(into shot: Int) -> [Place] {
    guard lattice.shots.indices.contains(shot) else { return [] }
    return lattice.shots[shot].indices.map { Place(shot: shot, way: $0, part: 0) }
  }

  private func successors(of place: Place) -> [Place] {
    place.part + 1 < lattice.shots[place.shot][place.way].count
      ? [Place(shot: place.shot, way: place.way, part: place.part + 1)] : ways(into: place.shot + 1)
  }

  private func follow(_ place: Place) -> [Onward] {
    let options = slot(place).options
    let next = successors(of: place)
    let isLast = next.isEmpty
    let dead = CameraCost(missing: Self.impossible)
    var table = [Onward](
      repeating: Onward(cost: isLast ? .zero : dead, way: 0, option: 0), count: (cameras + 1) * options.count)
    for successor in next {
      let slot = slot(successor)
      let after = onward[successor] ?? []
      for (index, following) in slot.options.enumerated() {
        let alone = objective.parts(of: following, in: slot).cost
        for (here, option) in options.enumerated() {
          let row = (option.camera ?? cameras) * slot.options.count + index
          let cost = alone + objective.parts(from: option, to: following).cost + after[row].cost
          for camera in 0...cameras {
            let back = objective.returning(to: following, camera: camera < cameras ? camera : nil)
            let total = back == 0 ? cost : cost + CameraCost(weight: back)
            let entry = camera * options.count + here
            if total < table[entry].cost { table[entry] = Onward(cost: total, way: successor.way, option: index) }
          }
        }
      }
    }
    return table
  }

  private func steps(from place: Place, option: Int) -> [CameraStep] {
    var steps: [CameraStep] = []
    var place = place
    var index = option
    while true {
      let slot = slot(place)
      let option = slot.options[index]
      let beforeLast = steps.count > 1 ? steps[steps.count - 2].option : nil
      let last = steps.last?.option
      var parts = last.map { objective.parts(from: $0, to: option) } ?? CameraParts()
      let alone = objective.parts(of: option, in: slot)
      parts.fallback = alone.fallback
      parts.quality = alone.quality
      parts.share = alone.share
      parts.missing = alone.missing
      parts.aba = objective.returning(to: option, camera: beforeLast?.camera)
      steps.append(CameraStep(slot: slot, option: option, parts: parts))
      guard let onward = onward[place]?[row(last?.camera, index, place)], let next = successors(of: place).first else {
        return steps
      }
      place = Place(shot: next.shot, way: next.shot == place.shot ? place.way : onward.way, part: next.part)
      index = onward.option
    }
  }
}
