import Formats
import StageKit

/// Reads songboard's own shot plans, as `shots.schema.json` describes them.
struct PlanReader {
  private var findings: Diagnostics
  /// The rate of a plan that names none.
  private let givenRate: FrameRate?

  /// The plan of a text, with its lines; `nil` if something is wrong with it.
  ///
  /// - Parameter rate: The rate of a plan that names none.
  static func read(
    _ bytes: [UInt8], rate: FrameRate?, findings: inout Diagnostics
  ) throws(ReadingError) -> (document: PlanDocument, lines: PlanDocument.Lines)? {
    let root = try JSONReader.read(bytes)
    var reader = PlanReader(findings: findings, givenRate: rate)
    let document = reader.document(root)
    findings = reader.findings
    let shots = root[PlanKey.shots.rawValue]?.elements ?? []
    let lines = PlanDocument.Lines(
      shots: shots.map(\.line),
      clips: shots.map { ($0[PlanKey.source.rawValue]?[PlanKey.file.rawValue] ?? $0).line },
      song: root[PlanKey.track.rawValue]?[PlanKey.file.rawValue]?.line ?? 0)
    return document.map { ($0, lines) }
  }

  private init(findings: Diagnostics, givenRate: FrameRate?) {
    self.findings = findings
    self.givenRate = givenRate
  }

  private mutating func document(_ root: JSONNode) -> PlanDocument? {
    let fields = PlanFields(root)
    guard case .object = root.content else {
      findings.error(root.line, "a plan is a JSON object, found \(root.noun)")
      return nil
    }
    LockKeys.check(root, &findings)
    if fields.has(.version), fields.integer(.version, in: 1...1, &findings) == nil { return nil }
    let track = fields.has(.track) ? fields.object(.track, &findings) : nil
    let path = track.flatMap { $0.has(.path) ? $0.text(.path, &findings) : nil }
    let seconds = track.flatMap { $0.has(.seconds) ? $0.number(.seconds, in: 0...1e9, &findings) : nil }
    let hash = track.flatMap { $0.has(.hash) ? $0.text(.hash, &findings) : nil }
    let file = track.flatMap { $0.has(.file) ? $0.text(.file, &findings) : nil }
    let channels = track.flatMap { $0.has(.channels) ? $0.integer(.channels, in: 0...1024, &findings) : nil }
    let types = fields.has(.types) ? self.types(fields) : nil
    let frames = fields.has(.frames) ? fields.integer(.frames, in: 1...ShotReader.mostFrames, &findings) : nil
    let sections = self.sections(fields)
    let tempo = fields.has(.tempo) ? fields.number(.tempo, in: 0...100_000, &findings) : nil
    guard let rate = self.rate(fields) else { return nil }
    let start = fields.has(.start) ? fields.timecode(.start, at: rate, &findings) : nil
    let shots = ShotReader(rate: rate, types: types).shots(of: fields, frames: frames, &findings)
    guard let shots, !findings.hasErrors else { return nil }
    do throws(Failure) {
      let plan = try ShotPlan(shots, rate: rate, start: start?.frame, types: types)
      return PlanDocument(
        plan: plan, sections: sections, tempo: tempo, trackPath: path ?? "",
        seconds: seconds ?? rate.seconds(ofFrame: plan.frames), trackHash: hash ?? "",
        songFile: file, channels: channels ?? 0)
    } catch {
      findings.error(root.line, error.description)
      return nil
    }
  }

  private mutating func rate(_ fields: PlanFields) -> FrameRate? {
    if !fields.has(.rate), let givenRate { return givenRate }
    guard fields.has(.rate) else {
      findings.error(
        fields.node.line, "rate: is missing; write such as \"rate\": \"25\", or set source.frame_rate")
      return nil
    }
    guard let rate = fields.rate(.rate, &findings) else { return nil }
    guard fields.has(.framesPerSecond) else { return rate }
    let parts = fields.list(.framesPerSecond, &findings)?.map(\.integer)
    if let parts, parts != [rate.numerator, rate.denominator] {
      fields.error(
        .framesPerSecond, "must be [\(rate.numerator), \(rate.denominator)] at the rate \(rate.rawValue)", &findings)
    }
    return rate
  }

  private mutating func types(_ fields: PlanFields) -> [String]? {
    guard let list = fields.list(.types, &findings) else { return nil }
    let types = list.compactMap(\.text)
    guard types.count == list.count, !types.isEmpty, Set(types).count == types.count else {
      fields.error(.types, "must be a list of shot types, none of them twice", &findings)
      return nil
    }
    return types
  }

  private mutating func sections(_ fields: PlanFields) -> [Event] {
    let list = fields.has(.sections) ? fields.list(.sections, &findings) ?? [] : []
    return list.enumerated().compactMap { index, node in
      let section = PlanFields(node, path: "sections[\(index)]")
      let start = section.number(.start, in: -1e9...1e9, &findings)
      let end = section.number(.end, in: -1e9...1e9, &findings)
      let label = section.text(.label, &findings)
      let group = section.text(.group, &findings)
      guard let start, let end, let label, let group else { return nil }
      return Event(from: start, to: end, label: label, group: group)
    }
  }
}
