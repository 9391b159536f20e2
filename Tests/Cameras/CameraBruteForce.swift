import StageKit

@testable import Cameras

/// All ways to show a plan, each scored from the definition: what the exact search is measured against.
struct CameraBruteForce {
  /// A stretch, what was asked for it, and a clip's number with the type that it gives.
  private struct Piece {
    var asked: String
    var frames: Range<Int>
    var clip: Int?
    var given: String
  }

  private let made: CameraCase
  private var best: (missing: Int, hurried: Int, forced: Int, weight: Double)?

  /// The least cost; `nil` if the plan cannot be shown.
  static func cost(_ made: CameraCase) -> (missing: Int, hurried: Int, forced: Int, weight: Double)? {
    var force = CameraBruteForce(made: made)
    force.extend([], shot: 0)
    return force.best
  }

  private init(made: CameraCase) {
    self.made = made
  }

  private mutating func extend(_ pieces: [Piece], shot: Int) {
    guard shot < made.plan.shots.count else {
      let cost = cost(of: pieces)
      if best.map({ cost < $0 }) ?? true { best = cost }
      return
    }
    let asked = made.plan.shots[shot]
    let whole = asked.inFrame..<asked.outFrame
    for choice in choices(asked.type, whole) {
      extend(pieces + [piece(asked.type, whole, choice)], shot: shot + 1)
    }
    for cut in made.beats.map({ made.plan.rate.frame(rounding: $0) }) where cuts(whole, at: cut) {
      let (first, second) = (whole.lowerBound..<cut, cut..<whole.upperBound)
      for one in choices(asked.type, first) {
        for other in choices(asked.type, second) {
          extend(pieces + [piece(asked.type, first, one), piece(asked.type, second, other)], shot: shot + 1)
        }
      }
    }
  }

  /// Whether a split is allowed: both parts are long enough, and a clip covers one that does not cover the whole.
  private func cuts(_ whole: Range<Int>, at cut: Int) -> Bool {
    let shortest = Int((made.settings[Cameras.minHold] * 25).rounded(.up))
    guard made.settings[Cameras.partial] == .split, cut - whole.lowerBound >= shortest,
      whole.upperBound - cut >= shortest
    else { return false }
    return made.clips.contains { clip in
      !covers(clip, whole)
        && (covers(clip, whole.lowerBound..<cut) || covers(clip, cut..<whole.upperBound))
    }
  }

  private func covers(_ clip: CameraClip, _ frames: Range<Int>) -> Bool {
    clip.spans.contains {
      $0.lowerBound <= Double(frames.lowerBound) / 25 && Double(frames.upperBound) / 25 <= $0.upperBound
    }
  }

  private func choices(_ asked: String, _ frames: Range<Int>) -> [(clip: Int?, given: String)] {
    var choices: [(clip: Int?, given: String)] = made.clips.indices.flatMap { clip in
      covers(made.clips[clip], frames)
        ? made.clips[clip].types.filter { fall(asked, $0.name, made.clips[clip]) != nil }.map { (clip, $0.name) } : []
    }
    if made.settings[Cameras.missing] == .gap { choices.append((nil, asked)) }
    return choices
  }

  private func piece(_ asked: String, _ frames: Range<Int>, _ choice: (clip: Int?, given: String)) -> Piece {
    Piece(asked: asked, frames: frames, clip: choice.clip, given: choice.given)
  }

  private func fall(_ asked: String, _ given: String, _ clip: CameraClip) -> Double? {
    if asked == given { return 0 }
    var costs: [Double] = clip.isSafe ? [3] : []
    let scale = ["CU", "MCU", "MS", "MLS", "LS", "XLS"]
    if let from = scale.firstIndex(of: asked), let to = scale.firstIndex(of: given) {
      costs.append(to > from ? 0.8 * Double(to - from) : 1.2 * Double(from - to))
    }
    let special = ["ADS>XLS": 2, "ADS>LS": 2.5, "MIS>MS": 2, "MIS>MCU": 2.2]
    if let cost = special["\(asked)>\(given)"] { costs.append(cost) }
    return costs.min()
  }

  /// How often another camera follows one that was on screen for less than the shortest time.
  private func hurries(in pieces: [Piece]) -> Int {
    let cameras = pieces.map { piece in piece.clip.map { made.clips[$0].camera } }
    return pieces.indices.dropFirst().count { index in
      guard let last = cameras[index - 1], let next = cameras[index], last != next else { return false }
      let first = cameras[..<index].lastIndex { $0 != last }.map { $0 + 1 } ?? 0
      let seconds = Double(pieces[index].frames.lowerBound - pieces[first].frames.lowerBound) / 25
      return seconds < made.settings[Cameras.minHold]
    }
  }

  private func cost(of pieces: [Piece]) -> (missing: Int, hurried: Int, forced: Int, weight: Double) {
    let set = made.settings
    let scale = ["CU", "MCU", "MS", "MLS", "LS", "XLS"]
    var sum = (missing: 0, hurried: hurries(in: pieces), forced: 0, weight: 0.0)
    for (index, piece) in pieces.enumerated() {
      guard let number = piece.clip else {
        sum.missing += piece.frames.count
        continue
      }
      let clip = made.clips[number]
      sum.weight += fall(piece.asked, piece.given, clip) ?? .infinity
      sum.weight += set[Cameras.quality] * (1 - (clip.types.first { $0.name == piece.given }?.quality ?? 0))
      if index > 1, let other = pieces[index - 2].clip, made.clips[other].camera == clip.camera {
        sum.weight += set[Cameras.aba]
      }
      guard index > 0, let lastNumber = pieces[index - 1].clip else { continue }
      let last = made.clips[lastNumber]
      if last.camera == clip.camera {
        if clip.isLockedOff { sum.forced += 1 } else { sum.weight += set[Cameras.same] }
      }
      let given = [pieces[index - 1].given, piece.given]
      let sizes = given.compactMap { scale.firstIndex(of: $0) }
      let isNear = given[0] == given[1] || (sizes.count == 2 && abs(sizes[0] - sizes[1]) < 2)
      if let a = last.angle, let b = clip.angle, abs(a - b) < 30, isNear { sum.weight += set[Cameras.angle] }
      if let a = last.side, let b = clip.side, a != b { sum.weight += set[Cameras.axis] }
    }
    return sum
  }
}
