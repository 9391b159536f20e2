/// Finds the cheapest path through a lattice, exactly: a second-order Viterbi over pairs of a camera and an option.
///
/// The pass goes from the last shot to the first, so that of equal paths the one with the earlier choices is found.
/// Where shots are shorter than the shortest time on a camera, how long it has been held is a part of the state.
/// - Complexity: O(slots x (cameras + holds) x options²).
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
  /// By place: for how many frames the camera that goes on can have been held before, up to the shortest time.
  private let holds: [Place: [Int]]
  /// By place: what follows. Shape (cameras + 1 + holds, options): a row for each other camera before, one for no camera,
  /// and one for each hold of the same camera.
  private var onward: [Place: [Onward]] = [:]

  /// Prepares a search.
  init(_ lattice: CameraLattice, objective: CameraObjective) {
    self.lattice = lattice
    self.objective = objective
    cameras = objective.shares.count
    holds = Self.holds(in: lattice)
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
          objective.parts(of: option, in: slot(place)).cost
          + (onward(place, option: index, camera: nil, held: 0)?.cost ?? .zero)
        if start.map({ cost < $0.cost }) ?? true { start = (cost, place, index) }
      }
    }
    guard let start, start.cost.missing < Self.impossible else { return nil }
    return (start.cost, steps(from: start.place, option: start.option))
  }

  /// More frames than a plan has: the cost of what cannot be.
  private static let impossible = Int(Int32.max)

  private func slot(_ place: Place) -> CameraSlot { lattice.shots[place.shot][place.way][place.part] }

  /// What follows an option.
  ///
  /// - Parameters:
  ///   - camera: The camera before.
  ///   - held: For how many frames it was held, if it is the option's own.
  private func onward(_ place: Place, option index: Int, camera: Int?, held: Int) -> Onward? {
    let options = slot(place).options
    var row = camera ?? cameras
    if camera != nil, camera == options[index].camera {
      guard let hold = holds[place]?.firstIndex(of: min(held, lattice.shortest)) else { return nil }
      row = cameras + 1 + hold
    }
    return onward[place]?[row * options.count + index]
  }

  private static func holds(in lattice: CameraLattice) -> [Place: [Int]] {
    var holds: [Place: [Int]] = [:]
    var before: Set<Int> = []
    for (shot, ways) in lattice.shots.enumerated() {
      var after: Set<Int> = []
      for (way, slots) in ways.enumerated() {
        var held = before
        for (part, slot) in slots.enumerated() {
          holds[Place(shot: shot, way: way, part: part)] = held.sorted()
          held = Set(held.union([0]).map { min($0 + slot.frames.count, lattice.shortest) })
        }
        after.formUnion(held)
      }
      before = after
    }
    return holds
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
    let (options, frames) = (slot(place).options, slot(place).frames.count)
    let held = holds[place] ?? []
    let next = successors(of: place)
    let isLast = next.isEmpty
    let dead = CameraCost(missing: Self.impossible)
    var table = [Onward](
      repeating: Onward(cost: isLast ? .zero : dead, way: 0, option: 0),
      count: (cameras + 1 + held.count) * options.count)
    for successor in next {
      let slot = slot(successor)
      for (index, following) in slot.options.enumerated() {
        let alone = objective.parts(of: following, in: slot).cost
        for (here, option) in options.enumerated() {
          let cut = alone + objective.parts(from: option, to: following).cost
          func enter(_ row: Int, _ cost: CameraCost, camera: Int?) {
            let back = objective.returning(to: following, camera: camera)
            let total = back == 0 ? cost : cost + CameraCost(weight: back)
            let entry = row * options.count + here
            if total < table[entry].cost { table[entry] = Onward(cost: total, way: successor.way, option: index) }
          }
          let cost = cut + rest(from: option, after: frames, to: following, successor, index)
          for camera in 0...cameras { enter(camera, cost, camera: camera < cameras ? camera : nil) }
          for (hold, before) in held.enumerated() where option.camera != nil {
            let cost = cut + rest(from: option, after: before + frames, to: following, successor, index)
            enter(cameras + 1 + hold, cost, camera: option.camera)
          }
        }
      }
    }
    return table
  }

  /// What the rest costs from the option of a successor on, and leaving a camera after a run of some frames.
  private func rest(
    from last: CameraOption, after run: Int, to next: CameraOption, _ successor: Place, _ index: Int
  ) -> CameraCost {
    let isHurried = CameraObjective.isHurried(from: last, to: next, after: run, shortest: lattice.shortest)
    let cost = onward(successor, option: index, camera: last.camera, held: run)?.cost ?? .zero
    return isHurried ? cost + CameraCost(hurried: 1) : cost
  }

  private func steps(from place: Place, option: Int) -> [CameraStep] {
    var steps: [CameraStep] = []
    var place = place
    var index = option
    // How many frames the camera of the last step was on screen.
    var run = 0
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
      parts.isHurried =
        last.map { CameraObjective.isHurried(from: $0, to: option, after: run, shortest: lattice.shortest) } ?? false
      steps.append(CameraStep(slot: slot, option: option, parts: parts))
      guard let onward = onward(place, option: index, camera: last?.camera, held: run),
        let next = successors(of: place).first
      else { return steps }
      run = (last?.camera == option.camera ? run : 0) + slot.frames.count
      place = Place(shot: next.shot, way: next.shot == place.shot ? place.way : onward.way, part: next.part)
      index = onward.option
    }
  }
}

/// One slot of the chosen path, with what it costs.
struct CameraStep {
  let slot: CameraSlot
  let option: CameraOption
  /// What the slot costs by itself and after the two before it.
  let parts: CameraParts
}
