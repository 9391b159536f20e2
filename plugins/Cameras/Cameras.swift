import Shots
import StageKit

/// `cameras`: from typed shots to the user's synced camera clips.
struct Cameras: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The plan, whose types the cameras shall show.")
  static let beats = OptionalInput<Events>("beats", "Beats, where a shot that a camera covers in part may be split.")
  static let multicam = Output<ShotPlan>(
    "shots", "The plan with a clip for each shot; types are those that the cameras give.")
  static let choices = Output<Events>(
    "choices", "Per asked shot, or part of one: what was asked, what is given and what it costs; the clip as group.")
  static let cost = Output<Number>("cost", "The objective J of the choice, without what holds the cameras' shares.")

  static let file = Parameter<TrackFile?>(
    "file", default: try? TrackFile(.text("{track}.cameras.yaml"), unit: nil),
    "The clips, their sync and what they can show; cameras.yaml is one file for all songs.")
  static let scale = Parameter(
    "scale", default: ["XCU", "CU", "MCU", "MS", "MLS", "LS", "XLS"],
    "Types by size, which can stand in for each other.")
  static let fallback = Parameter(
    "fallback", default: CameraPolicy.Fallback.follow, "Whether another type may stand in for the one asked for.")
  static let fallWider = Parameter(
    "fall_wider", default: 0.8, unit: .logWeight, in: 0...5, "Cost of each size wider than asked for.")
  static let fallTighter = Parameter(
    "fall_tighter", default: 1.2, unit: .logWeight, in: 0...5, "Cost of each size tighter than asked for.")
  static let fallAudienceExtremeLong = Parameter(
    "fall_ads_xls", default: 2.0, unit: .logWeight, in: 0...9, "Cost of XLS in place of ADS.")
  static let fallAudienceLong = Parameter(
    "fall_ads_ls", default: 2.5, unit: .logWeight, in: 0...9, "Cost of LS in place of ADS.")
  static let fallInstrumentMedium = Parameter(
    "fall_mis_ms", default: 2.0, unit: .logWeight, in: 0...9, "Cost of MS in place of MIS.")
  static let fallInstrumentMediumCloseUp = Parameter(
    "fall_mis_mcu", default: 2.2, unit: .logWeight, in: 0...9, "Cost of MCU in place of MIS.")
  static let fallSafe = Parameter(
    "fall_safe", default: 3.0, unit: .logWeight, in: 0...9, "Cost of a safe camera in place of any type.")
  static let quality = Parameter(
    "w_q", default: 0.5, unit: .logWeight, in: 0...5, "Cost of quality 0 against quality 1.")
  static let same = Parameter(
    "w_same", default: 4.0, unit: .logWeight, in: 0...1000,
    "Cost of the same camera again; one that is locked off repeats only where there is no other way.")
  static let aba = Parameter(
    "w_aba", default: 0.3, unit: .logWeight, in: 0...5, "Cost of going straight back to the camera before.")
  static let angle = Parameter(
    "w_angle", default: 1.0, unit: .logWeight, in: 0...5,
    "Cost of a cut within 30 degrees between sizes less than two apart.")
  static let axis = Parameter("w_axis", default: 1.5, unit: .logWeight, in: 0...5, "Cost of a cut across the line.")
  static let maxShare = Parameter(
    "max_share", default: 0.5, unit: .share, in: 0.1...1,
    "The most of the time that a camera should have, as far as three reweightings bring it; 1 for no limit.")
  static let minHold = Parameter(
    "min_hold", default: 1.2, unit: .seconds, in: 0.4...4,
    "The shortest part of a split shot; a camera is left earlier only where there is no other way.")
  static let maxHold = Parameter(
    "max_hold", default: 12.0, unit: .seconds, in: 4...60, "The longest shot that merging makes.")
  static let handles = Parameter(
    "handles", default: 0.0, unit: .seconds, in: 0...2, "Pictures wanted before and after each shot within the song.")
  static let partial = Parameter(
    "partial", default: CameraPolicy.Partial.split,
    "Whether a shot that a camera covers in part is split at a beat, or not shown by it.")
  static let missing = Parameter(
    "missing", default: CameraPolicy.Missing.error, "Whether a shot that no camera covers is an error or a gap.")
  static let onSame = Parameter(
    "on_same", default: CameraPolicy.Repeated.merge, "Whether neighbouring shots of one clip become one.")

  static let declaration = StageDeclaration(
    id: "cameras", revision: 5, namesMedia: true,
    doc: "Chooses a camera for each shot, by an exact dynamic programme over what each clip can show and when.",
    source: "Second-order Viterbi; costs after Virtual Director, MoViMash and the 30-degree and 180-degree rules",
    inputs: [shots, beats], outputs: [multicam, choices, cost],
    parameters: [file, fallback, maxShare, minHold, maxHold, handles, partial, missing],
    advanced: [
      scale, fallWider, fallTighter, fallAudienceExtremeLong, fallAudienceLong, fallInstrumentMedium,
      fallInstrumentMediumCloseUp, fallSafe, quality, same, aba, angle, axis, onSame,
    ])

  private let settings: CameraSettings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try CameraSettings(settings)
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let clips = try clips(for: plan, in: context)
    let beats = inputs[Self.beats]?.times ?? []
    let shortest = plan.rate.frames(atLeast: settings.minHold)
    let lattice = CameraLattice(plan, clips: clips, beats: beats, shortest: shortest, settings: settings)
    let author = CameraReasons(plan, clips: clips, lattice: lattice)
    try check(plan, clips, lattice, author)
    let balance = CameraBalance(lattice, clips: clips, settings: settings)
    guard let choice = balance.choice() else { throw Failure("no choice of cameras shows the plan") }
    let editor = CameraEditor(plan, clips: clips, author: author, settings: settings)
    let shots = editor.shots(choice.steps)
    warn(of: choice.steps, in: plan, clips, context)
    var outputs = Artifacts()
    outputs[Self.multicam] = try ShotPlan(
      shots, rate: plan.rate, start: plan.start.frame, types: editor.types(of: shots))
    outputs[Self.choices] = editor.choices(choice.steps)
    outputs[Self.cost] = Number(Double(choice.cost.weight) / 1e6)
    return outputs
  }

  private func clips(for plan: ShotPlan, in context: TrackContext) throws(Failure) -> [CameraClip] {
    let name = context.name(of: settings.file)
    let path = context.places.files[settings.file.template]
    guard let bytes = try context.content(of: settings.file) else {
      throw Failure("there is no file \(path ?? name)", remedy: "write one with the clips of this song")
    }
    let known = plan.types + settings.fallback.scale.filter { !plan.types.contains($0) }
    var clips = try CameraFile.clips(in: bytes, name: name, rate: plan.rate, types: known)
    let folder = path.map { String($0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.startIndex)) } ?? ""
    for index in clips.indices { clips[index].folder = folder }
    return clips
  }

  /// Of more shots than this without a camera the others are not named.
  private static let mostNamed = 5

  /// Refuses what no choice can show: types that no clip can give, and shots that no clip covers.
  private func check(
    _ plan: ShotPlan, _ clips: [CameraClip], _ lattice: CameraLattice, _ author: CameraReasons
  ) throws(Failure) {
    let fallback = settings.fallback
    for type in plan.types {
      guard let first = plan.shots.firstIndex(where: { $0.type == type }) else { continue }
      let isGiven = clips.contains { clip in
        clip.types.contains { fallback.cost(from: type, to: $0.name, isSafe: clip.isSafe) != nil }
      }
      guard isGiven else {
        throw Failure(
          "no camera can give \(type), which \(author.name(of: first)) asks for",
          remedy: "add \(type) to a clip's types, or make a wide camera safe")
      }
    }
    if let shot = lattice.shots.firstIndex(where: { $0.allSatisfy { way in way.contains { $0.options.isEmpty } } }) {
      throw Failure(
        "no camera covers \(author.name(of: shot)): \(author.obstacles(to: shot))",
        remedy: "add a clip, widen its ranges, or leave gaps, as with --set cams.missing=gap")
    }
  }

  private func warn(of steps: [CameraStep], in plan: ShotPlan, _ clips: [CameraClip], _ context: TrackContext) {
    // A shot may be shown in several steps.
    let gaps = Set(steps.filter { $0.option.clip == nil }.map(\.slot.shot)).sorted()
    let count = plan.shots.count
    if !gaps.isEmpty {
      let starts = gaps.prefix(Self.mostNamed).map { plan.timecodes(of: plan.shots[$0]).in.description }
      let more = gaps.count > Self.mostNamed ? ", ..." : ""
      context.warn(
        "\(gaps.count) of \(count) shots have no camera, all through or in part: at \(starts.joined(separator: ", "))\(more)"
      )
    }
    let others = Set(steps.filter { $0.option.given != plan.shots[$0.slot.shot].type }.map(\.slot.shot)).count
    if others > 0 { context.warn("\(others) of \(count) shots show another type than was asked for") }
    let chosen = Set(steps.compactMap(\.option.clip))
    let endless = clips.indices.filter { chosen.contains($0) && clips[$0].spans.last?.upperBound == .infinity }
    if !endless.isEmpty {
      let names = endless.map { clips[$0].id }.joined(separator: ", ")
      context.warn("clips without a `length` are taken to last as long as the song: \(names)")
    }
  }
}
