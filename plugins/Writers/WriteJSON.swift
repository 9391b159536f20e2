import Formats
import StageKit
import Shots

/// Writes the shot plan as JSON: the source of truth, described by `Schemas/shots.schema.json`.
struct WriteJSON: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections, listed beside the shots.")
  static let tempo = OptionalInput<Number>("tempo", "The song's tempo in beats per minute.")
  static let document = Output<Document>("document", fileExtension: "json", "The plan as JSON.")

  static let declaration = StageDeclaration(
    id: "write.json",
    doc: "Writes the shot plan as JSON with frames, seconds, types, probabilities and reasons: the source of truth.",
    source: "RFC 8259; fields by songboard's shots.schema.json",
    inputs: [shots, sections, tempo],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let sections = try inputs[Self.sections]?.events.map(Self.section) ?? []
    let page = JSON.object([
      ("version", .integer(1)),
      ("track", try Self.track(context.track)),
      ("rate", .string(plan.rate.rawValue)),
      ("framesPerSecond", .array([.integer(plan.rate.numerator), .integer(plan.rate.denominator)])),
      ("start", .string(plan.start.description)),
      ("frames", .integer(plan.frames)),
      ("types", .array(plan.types.map { .string($0) })),
      ("shots", .array(plan.shots.map { Self.shot($0, of: plan) })),
      ("sections", .array(sections)),
      ("tempo", try inputs[Self.tempo].map { try .number($0.value, named: "tempo") } ?? .null),
      ("made", .object([("songboard", .string(context.version)), ("pipeline", .string(context.pipelineHash))])),
    ])
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: page.page)
    return outputs
  }

  private static func track(_ track: TrackInfo) throws(Failure) -> JSON {
    .object([
      ("path", .string(track.path)),
      ("seconds", try .number(track.seconds, named: "track's length")),
      ("hash", .string(track.hash)),
    ])
  }

  private static func shot(_ shot: Shot, of plan: ShotPlan) -> JSON {
    let seconds = plan.seconds(of: shot)
    let source = shot.source.map { [("source", Self.source($0))] } ?? []
    return .object(
      [
        ("in", .integer(shot.inFrame)),
        ("out", .integer(shot.outFrame)),
        ("start", .number(seconds.start)),
        ("end", .number(seconds.end)),
        ("type", .string(shot.type)),
        ("probability", .number(shot.probability)),
        ("runnerUp", shot.runnerUp.map { .string($0) } ?? .null),
        ("reason", .string(shot.reason)),
        ("locked", .bool(shot.isLocked)),
      ] + source)
  }

  private static func source(_ clip: SourceClip) -> JSON {
    .object([
      ("name", .string(clip.name)),
      ("reel", .string(clip.reel)),
      ("file", .string(clip.file)),
      ("rate", .string(clip.rate.rawValue)),
      ("start", .string(clip.start.description)),
      ("in", .integer(clip.inFrame)),
      ("frames", clip.frames.map { .integer($0) } ?? .null),
    ])
  }

  private static func section(_ section: Event) throws(Failure) -> JSON {
    .object([
      ("start", try .number(section.start, named: "start of section '\(section.label)'")),
      ("end", try .number(section.end, named: "end of section '\(section.label)'")),
      ("label", .string(section.label)),
      ("group", .string(section.group)),
    ])
  }
}
