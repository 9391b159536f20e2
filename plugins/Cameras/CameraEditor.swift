import Shots
import StageKit

/// Turns the chosen path into shots.
struct CameraEditor {
  private let plan: ShotPlan
  private let clips: [CameraClip]
  private let author: CameraReasons
  private let fallback: TypeFallback
  private let merges: Bool
  /// In frames.
  private let longest: Int

  init(_ plan: ShotPlan, clips: [CameraClip], author: CameraReasons, settings: CameraSettings) {
    self.plan = plan
    self.clips = clips
    self.author = author
    fallback = settings.fallback
    merges = settings.onSame == .merge
    longest = plan.rate.frame(flooring: settings.maxHold)
  }

  /// The shots of a path, neighbours of one clip joined.
  func shots(_ steps: [CameraStep]) -> [Shot] {
    var shots: [Shot] = []
    var origins: [Shot] = []
    var first = 0
    for next in 1...max(1, steps.count) where next == steps.count || !isJoined(steps[first..<next], to: steps[next]) {
      let origin = plan.shots[longest(of: steps[first..<next]).slot.shot]
      shots.append(shot(steps[first..<next], of: origin))
      origins.append(origin)
      first = next
    }
    // What was said of the asked shots is not always true of these.
    return ReasonWording.reworded(shots, of: origins, at: plan.rate)
  }

  /// The plan's vocabulary, and behind it the types that only cameras brought in.
  func types(of shots: [Shot]) -> [String] {
    var types = plan.types
    for shot in shots where !types.contains(shot.type) { types.append(shot.type) }
    return types
  }

  /// What was asked, what is given and what it costs, step by step.
  func choices(_ steps: [CameraStep]) -> Events {
    Events(
      steps.map { step in
        let asked = plan.shots[step.slot.shot].type
        let given = step.option.clip == nil ? "none" : step.option.given
        let costs = step.parts.text
        return Event(
          from: plan.rate.seconds(ofFrame: step.slot.frames.lowerBound),
          to: plan.rate.seconds(ofFrame: step.slot.frames.upperBound),
          label: "asked=\(asked) given=\(given)" + (costs.isEmpty ? "" : " \(costs)"),
          group: step.option.clip.map { clips[$0].id } ?? "")
      })
  }

  private func isJoined(_ steps: ArraySlice<CameraStep>, to next: CameraStep) -> Bool {
    guard merges, let first = steps.first, let clip = first.option.clip, clip == next.option.clip else { return false }
    let frames = first.slot.frames.lowerBound..<next.slot.frames.upperBound
    // A clip that drifts can end a frame early in a longer shot.
    guard frames.count <= longest, clips[clip].holds(frames) else { return false }
    return !plan.shots[first.slot.shot].isLocked && !plan.shots[next.slot.shot].isLocked
  }

  /// The step that others are joined to: the longest, the first of equals.
  private func longest(of steps: ArraySlice<CameraStep>) -> CameraStep {
    steps.dropFirst().reduce(steps[steps.startIndex]) { $1.slot.frames.count > $0.slot.frames.count ? $1 : $0 }
  }

  /// The shot of some steps, named after the longest of them.
  private func shot(_ steps: ArraySlice<CameraStep>, of origin: Shot) -> Shot {
    let first = steps[steps.startIndex]
    let main = longest(of: steps)
    var shot = origin
    shot.inFrame = first.slot.frames.lowerBound
    shot.outFrame = steps.last?.slot.frames.upperBound ?? shot.outFrame
    if main.option.given != shot.type { show(main.option.given, in: &shot) }
    let sentence =
      steps.count > 1 ? author.sentence(for: steps, given: shot.type) : author.sentence(for: first)
    shot.reason = shot.reason.isEmpty ? sentence : "\(sentence); \(shot.reason)"
    shot.source = main.option.clip.map { source(clips[$0], from: shot.inFrame) }
    return shot
  }

  /// Gives a shot another type than the one asked for, of which the model's numbers and, if it is wide, the subject are not.
  private func show(_ type: String, in shot: inout Shot) {
    shot.probability = type == shot.runnerUp ? shot.runnerUpProbability : nil
    (shot.runnerUp, shot.runnerUpProbability) = (nil, nil)
    if !fallback.showsSubject(in: type) { shot.subject = nil }
    shot.type = type
  }

  private func source(_ clip: CameraClip, from frame: Int) -> SourceClip {
    SourceClip(
      name: clip.id, reel: clip.reel, file: clip.file, folder: clip.folder, start: clip.start,
      inFrame: clip.frame(at: plan.rate.seconds(ofFrame: frame)), frames: clip.frames, size: clip.size)
  }
}
