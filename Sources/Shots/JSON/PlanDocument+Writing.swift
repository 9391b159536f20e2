import Formats
import StageKit

extension PlanDocument {
  /// The plan as JSON that ``init(_:name:)`` reads, described by `shots.schema.json`. Source: RFC 8259.
  ///
  /// - Parameters:
  ///   - version: The version of the program that made the plan.
  ///   - pipelineHash: The hash of the pipeline with all settings.
  /// - Throws: ``Failure`` if a number is not finite.
  public func json(madeBy version: String, pipelineHash: String) throws(Failure) -> JSON {
    var sections: [JSON] = []
    for section in self.sections { sections.append(try Self.json(of: section)) }
    return Self.object([
      (.version, .integer(1)),
      (
        .track,
        Self.object([
          (.path, .string(trackPath)),
          (.seconds, try .number(seconds, named: "track's length")),
          (.hash, .string(trackHash)),
          (.file, songFile.map { .string($0) } ?? .null),
          (.channels, .integer(channels)),
        ])
      ),
      (.rate, .string(plan.rate.rawValue)),
      (.framesPerSecond, .array([.integer(plan.rate.numerator), .integer(plan.rate.denominator)])),
      (.start, .string(plan.start.description)),
      (.frames, .integer(plan.frames)),
      (.types, .array(plan.types.map { .string($0) })),
      (.shots, .array(plan.shots.map(json))),
      (.sections, .array(sections)),
      (.tempo, try Self.number(tempo, named: "tempo")),
      (.made, Self.object([(.songboard, .string(version)), (.pipeline, .string(pipelineHash))])),
    ])
  }

  private func json(of shot: Shot) -> JSON {
    let seconds = plan.seconds(of: shot)
    let subject = shot.subject.map { [(PlanKey.subject, JSON.string($0))] } ?? []
    let probability = shot.probability.map { [(PlanKey.probability, JSON.number($0))] } ?? []
    let next = shot.runnerUpProbability.map { [(PlanKey.runnerUpProbability, JSON.number($0))] } ?? []
    let source = shot.source.map { [(PlanKey.source, Self.json(of: $0))] } ?? []
    return Self.object(
      [
        (.inFrame, .integer(shot.inFrame)),
        (.outFrame, .integer(shot.outFrame)),
        (.start, .number(seconds.start)),
        (.end, .number(seconds.end)),
        (.type, .string(shot.type)),
      ] + subject + probability + [
        (.runnerUp, shot.runnerUp.map { .string($0) } ?? .null)
      ] + next + [
        (.reason, .string(shot.reason)),
        (.locked, .bool(shot.isLocked)),
      ] + source)
  }

  private static func json(of clip: SourceClip) -> JSON {
    object([
      (.name, .string(clip.name)),
      (.reel, .string(clip.reel)),
      (.file, .string(clip.file)),
      (.rate, .string(clip.rate.rawValue)),
      (.start, .string(clip.start.description)),
      (.inFrame, .integer(clip.inFrame)),
      (.frames, clip.frames.map { .integer($0) } ?? .null),
      (.size, clip.size.map { .string($0.text) } ?? .null),
    ])
  }

  private static func json(of section: Event) throws(Failure) -> JSON {
    object([
      (.start, try .number(section.start, named: "start of section '\(section.label)'")),
      (.end, try .number(section.end, named: "end of section '\(section.label)'")),
      (.label, .string(section.label)),
      (.group, .string(section.group)),
    ])
  }

  private static func number(_ value: Double?, named name: String) throws(Failure) -> JSON {
    guard let value else { return .null }
    return try .number(value, named: name)
  }

  private static func object(_ fields: [(PlanKey, JSON)]) -> JSON {
    .object(fields.map { ($0.0.rawValue, $0.1) })
  }
}
