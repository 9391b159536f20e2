import Shots
import StageKit

/// All ways to show a plan: by shot, whole or in two parts, and for each part what can show it.
struct CameraLattice {
  /// By shot: the ways to divide it, whole first; each is one slot or two.
  private(set) var shots: [[[CameraSlot]]] = []

  private let plan: ShotPlan
  private let clips: [CameraClip]
  private let cameras: [Int]
  private let fallback: TypeFallback
  private let weights: CameraWeights
  private let handles: Double
  private let isGapAllowed: Bool
  /// The shortest part of a split shot, and the shortest time on a camera, in frames.
  let shortest: Int

  /// The ways to show a plan.
  ///
  /// - Parameters:
  ///   - clips: The clips in the file's order.
  ///   - beats: Where shots may be split, in seconds.
  ///   - shortest: The shortest part of a split shot, and the shortest time on a camera, in frames.
  init(_ plan: ShotPlan, clips: [CameraClip], beats: [Double], shortest: Int, settings: CameraSettings) {
    self.plan = plan
    self.clips = clips
    cameras = Self.numbers(of: clips)
    fallback = settings.fallback
    weights = settings.weights
    handles = settings.handles
    isGapAllowed = settings.missing == .gap
    self.shortest = shortest
    let cuts = settings.partial == .split ? beats.map { plan.rate.frame(rounding: $0) } : []
    shots = plan.shots.indices.map { ways(to: $0, cuts: cuts) }
  }

  /// What can show a shot's stretch of frames, without the choice of no picture.
  func options(for shot: Shot, over frames: Range<Int>) -> [CameraOption] {
    clips.indices.filter { mayUse($0, for: shot) && covers($0, frames) }.flatMap { self.options(of: $0, for: shot) }
  }

  /// The frames as a stretch of the song with its handles, which nobody needs beyond the song's ends.
  func stretch(_ frames: Range<Int>) -> ClosedRange<Double> {
    let end = plan.rate.seconds(ofFrame: plan.frames)
    let first = max(0, plan.rate.seconds(ofFrame: frames.lowerBound) - handles)
    return first...min(end, plan.rate.seconds(ofFrame: frames.upperBound) + handles)
  }

  private func ways(to index: Int, cuts: [Int]) -> [[CameraSlot]] {
    let shot = plan.shots[index]
    let frames = shot.inFrame..<shot.outFrame
    let whole = options(for: shot, over: frames)
    var ways = [[slot(index, frames, whole)]]
    guard !shot.isLocked else { return ways }
    var seen: Set<[[CameraOption]]> = []
    for cut in cuts where cut - shot.inFrame >= shortest && shot.outFrame - cut >= shortest {
      let parts = [shot.inFrame..<cut, cut..<shot.outFrame]
      let options = parts.map { self.options(for: shot, over: $0) }
      // A split must bring a camera that the whole shot could not have.
      guard options.contains(where: { $0 != whole }) else { continue }
      // Of cuts with the same cameras, one will do, unless a part without a picture gets shorter by another.
      let hasGap = options.contains(where: \.isEmpty)
      guard hasGap ? isGapAllowed : seen.insert(options).inserted else { continue }
      ways.append(zip(parts, options).map { slot(index, $0, $1) })
    }
    return ways
  }

  private func slot(_ shot: Int, _ frames: Range<Int>, _ options: [CameraOption]) -> CameraSlot {
    let gap = CameraOption(clip: nil, camera: nil, given: plan.shots[shot].type, fallback: 0, quality: 0)
    return CameraSlot(shot: shot, frames: frames, options: options + (isGapAllowed ? [gap] : []))
  }

  /// A person's choice of a clip stands.
  private func mayUse(_ clip: Int, for shot: Shot) -> Bool {
    guard shot.isLocked, let chosen = shot.source?.name, clips.contains(where: { $0.id == chosen }) else { return true }
    return clips[clip].id == chosen
  }

  private func covers(_ clip: Int, _ frames: Range<Int>) -> Bool {
    clips[clip].covers(stretch(frames)) && clips[clip].holds(frames)
  }

  private func options(of clip: Int, for shot: Shot) -> [CameraOption] {
    // Nor does another type stand in for a person's, where the clip has it.
    let isGiven = shot.isLocked && clips[clip].types.contains { $0.name == shot.type }
    let types = clips[clip].types.filter { !isGiven || $0.name == shot.type }
    let options = types.compactMap { type, quality in
      fallback.cost(from: shot.type, to: type, isSafe: clips[clip].isSafe).map { cost in
        CameraOption(
          clip: clip, camera: cameras[clip], given: type, fallback: cost,
          quality: Int((Double(weights.quality) * (1 - quality)).rounded()))
      }
    }
    // Only the angle's weight, at the cut before and the cut after, knows the type: what costs more never wins.
    let least = options.map { $0.fallback + $0.quality }.min() ?? 0
    return options.filter { $0.fallback + $0.quality <= least + 2 * weights.angle }
  }

  private static func numbers(of clips: [CameraClip]) -> [Int] {
    var names: [String] = []
    return clips.map { clip in
      if let known = names.firstIndex(of: clip.camera) { return known }
      names.append(clip.camera)
      return names.count - 1
    }
  }
}

/// A stretch of frames that one option shows: an asked shot, or a part of one.
struct CameraSlot {
  /// The number of the asked shot.
  let shot: Int
  /// The plan's frames.
  let frames: Range<Int>
  /// What can show it, in the file's order.
  let options: [CameraOption]
}

/// A way to show a stretch of the song: a type that a clip gives, or no picture at all.
struct CameraOption: Hashable {
  /// The clip's number in the file; `nil` for no picture.
  let clip: Int?
  /// The number of the clip's camera, from 0; `nil` for no picture.
  let camera: Int?
  /// The type that is shown: the one asked for where there is no picture.
  let given: String
  /// What it costs to show this type in place of the one asked for, in millionths.
  let fallback: Int
  /// What the clip's quality costs, in millionths.
  let quality: Int
}
