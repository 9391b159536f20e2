import Shots
import StageKit

/// Says why a shot is on its camera, and why another camera is not.
struct CameraReasons {
  private let plan: ShotPlan
  private let clips: [CameraClip]
  private let lattice: CameraLattice

  /// A list of more obstacles than this is not read.
  private static let mostObstacles = 3

  init(_ plan: ShotPlan, clips: [CameraClip], lattice: CameraLattice) {
    self.plan = plan
    self.clips = clips
    self.lattice = lattice
  }

  /// `shot 3 (CU, 01:00:07:09 to 01:00:11:04)`.
  func name(of shot: Int) -> String {
    let timecodes = plan.timecodes(of: plan.shots[shot])
    return "shot \(shot + 1) (\(plan.shots[shot].type), \(timecodes.in) to \(timecodes.out))"
  }

  /// Why no clip shows a shot: `CAM1 ends 0:41.2, CAM2 starts 0:44`.
  func obstacles(to shot: Int) -> String {
    let frames = plan.shots[shot].inFrame..<plan.shots[shot].outFrame
    let obstacles = clips.compactMap { obstacle(to: $0, over: frames) }
    let more = obstacles.count > Self.mostObstacles ? ", ..." : ""
    return obstacles.isEmpty
      ? "no clip that is there can give it" : obstacles.prefix(Self.mostObstacles).joined(separator: ", ") + more
  }

  /// The sentence for a step: `CU on CAM1`, or `CU asked; CAM3 ends 1:02; MCU on CAM1`.
  func sentence(for step: CameraStep) -> String {
    let asked = plan.shots[step.slot.shot].type
    guard let clip = step.option.clip else {
      return "\(asked) asked; \(obstacles(to: step.slot.shot)); no camera covers it"
    }
    let given = "\(step.option.given) on \(clips[clip].id)"
    guard step.option.given != asked else { return given }
    return "\(asked) asked; \(whyNot(asked, over: step.slot.frames)); \(given)"
  }

  /// The sentence for neighbouring steps that became one shot.
  func sentence(for steps: ArraySlice<CameraStep>, given: String) -> String {
    let asked = steps.map { plan.shots[$0.slot.shot].type }.joined(separator: ", ")
    let clip = steps.first?.option.clip.map { clips[$0].id } ?? ""
    return "\(asked) asked; no other camera fits; \(given) held on \(clip)"
  }

  private func whyNot(_ type: String, over frames: Range<Int>) -> String {
    let able = clips.filter { clip in clip.types.contains { $0.name == type } }
    guard !able.isEmpty else { return "no camera has \(type)" }
    return able.lazy.compactMap { obstacle(to: $0, over: frames) }.first ?? "\(able[0].id) would cost more"
  }

  /// What keeps a clip from covering a stretch; `nil` if nothing does.
  private func obstacle(to clip: CameraClip, over frames: Range<Int>) -> String? {
    let stretch = lattice.stretch(frames)
    guard !clip.covers(stretch) else { return clip.holds(frames) ? nil : "\(clip.id) is a frame short" }
    if let span = clip.spans.last(where: { $0.lowerBound <= stretch.lowerBound }) {
      return "\(clip.id) ends \(ClockTime.text(span.upperBound))"
    }
    return clip.spans.first.map { "\(clip.id) starts \(ClockTime.text($0.lowerBound))" }
      ?? "\(clip.id) has no usable part"
  }
}
