import Formats
import StageKit
import Shots

/// Reads songboard's own shot plans, as `shots.schema.json` describes them.
struct PlanReader {
  /// No plan has more frames: a day at 60, as timecode counts no further.
  private static let mostFrames = 24 * 3600 * 60

  private var findings: Diagnostics
  /// Whether seconds must be those of the frames.
  private let checksSeconds: Bool

  /// The plan of a text; `nil` if something is wrong with it.
  static func document(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> PlanDocument? {
    var reader = PlanReader(findings: findings, checksSeconds: false)
    let document = reader.document(try JSONReader.read(bytes))
    findings = reader.findings
    return document
  }

  /// The cuts of a text, for checks beside other formats.
  static func cuts(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    let root = try JSONReader.read(bytes)
    var reader = PlanReader(findings: findings, checksSeconds: true)
    let document = reader.document(root)
    findings = reader.findings
    guard let plan = document?.plan else { return nil }
    let lines = root["shots"]?.elements?.map(\.line) ?? []
    return CutList(
      format: .json, rate: plan.rate, statesDropFrame: true, start: plan.start.frame,
      cuts: zip(plan.shots, lines).map { shot, line in
        CutList.Cut(
          inFrame: shot.inFrame, outFrame: shot.outFrame, name: shot.type, line: line,
          picture: plan.hasCameras && shot.source == nil ? .gap : .shown)
      }, statedFrames: root["frames"]?.integer)
  }

  private init(findings: Diagnostics, checksSeconds: Bool) {
    self.findings = findings
    self.checksSeconds = checksSeconds
  }

  private mutating func document(_ root: JSONNode) -> PlanDocument? {
    let fields = PlanFields(root)
    guard case .object = root.content else {
      findings.error(root.line, "a plan is a JSON object, found \(root.noun)")
      return nil
    }
    guard fields.integer("version", in: 1...1, &findings) != nil else { return nil }
    let track = fields.object("track", &findings)
    let path = track?.text("path", &findings)
    let seconds = track?.number("seconds", in: 0...1e9, &findings)
    let hash = track?.text("hash", &findings)
    let rate = self.rate(fields)
    let types = self.types(fields)
    let start = rate.flatMap { timecode("start", of: fields, at: $0) }
    let frames = fields.integer("frames", in: 1...Self.mostFrames, &findings)
    let shots = rate.flatMap { self.shots(fields, rate: $0, types: types ?? [], frames: frames) }
    let sections = self.sections(fields)
    let tempo = self.tempo(fields)
    if let made = fields.object("made", &findings) {
      _ = made.text("songboard", &findings)
      _ = made.text("pipeline", &findings)
    }
    guard !findings.hasErrors, let path, let seconds, let hash, let rate, let types, let start, let shots else {
      return nil
    }
    do throws(Failure) {
      return PlanDocument(
        plan: try ShotPlan(shots, rate: rate, start: start.frame, types: types), sections: sections, tempo: tempo,
        trackPath: path, seconds: seconds, trackHash: hash)
    } catch {
      findings.error(root.line, error.description)
      return nil
    }
  }

  private mutating func rate(_ fields: PlanFields) -> FrameRate? {
    guard let rate = rate("rate", of: fields) else { return nil }
    let parts = fields.list("framesPerSecond", &findings)?.map(\.integer)
    if let parts, parts != [rate.numerator, rate.denominator] {
      fields.error(
        "framesPerSecond", "must be [\(rate.numerator), \(rate.denominator)] at the rate \(rate.rawValue)", &findings)
    }
    return rate
  }

  private mutating func rate(_ key: String, of fields: PlanFields) -> FrameRate? {
    guard let word = fields.text(key, &findings) else { return nil }
    if let rate = FrameRate(rawValue: word) { return rate }
    let known = FrameRate.allCases.map(\.rawValue).joined(separator: ", ")
    fields.error(key, "'\(word)' is no frame rate; known: \(known)", &findings)
    return nil
  }

  private mutating func timecode(_ key: String, of fields: PlanFields, at rate: FrameRate) -> Timecode? {
    guard let text = fields.text(key, &findings) else { return nil }
    do throws(Failure) {
      return try Timecode(text, rate: rate)
    } catch {
      fields.error(key, error.description, &findings)
      return nil
    }
  }

  private mutating func types(_ fields: PlanFields) -> [String]? {
    guard let list = fields.list("types", &findings) else { return nil }
    let types = list.compactMap(\.text)
    guard types.count == list.count, !types.isEmpty, Set(types).count == types.count else {
      fields.error("types", "must be a list of shot types, none of them twice", &findings)
      return nil
    }
    return types
  }

  private mutating func tempo(_ fields: PlanFields) -> Double? {
    fields.node["tempo"]?.isNull == true ? nil : fields.number("tempo", in: 0...100_000, &findings)
  }

  private mutating func sections(_ fields: PlanFields) -> [Event] {
    let list = fields.list("sections", &findings) ?? []
    return list.enumerated().compactMap { index, node in
      let section = PlanFields(node, path: "sections[\(index)]")
      let start = section.number("start", in: -1e9...1e9, &findings)
      let end = section.number("end", in: -1e9...1e9, &findings)
      let label = section.text("label", &findings)
      let group = section.text("group", &findings)
      guard let start, let end, let label, let group else { return nil }
      return Event(from: start, to: end, label: label, group: group)
    }
  }
}

// MARK: Shots

extension PlanReader {
  private mutating func shots(
    _ fields: PlanFields, rate: FrameRate, types: [String], frames: Int?
  ) -> [Shot]? {
    guard let list = fields.list("shots", &findings) else { return nil }
    if list.isEmpty { fields.error("shots", "must hold a shot", &findings) }
    var shots: [Shot] = []
    for (index, node) in list.enumerated() {
      let shot = PlanFields(node, path: "shots[\(index)]")
      guard let read = self.shot(shot, after: shots.last?.outFrame ?? 0, index: index, rate: rate, types: types) else {
        // What follows would only be out of step.
        return nil
      }
      shots.append(read)
    }
    if let frames, let last = shots.last, last.outFrame != frames {
      PlanFields(list[list.count - 1], path: "shots[\(list.count - 1)]")
        .error("out", "the last shot ends at frame \(last.outFrame), but `frames` is \(frames)", &findings)
    }
    return shots
  }

  private mutating func shot(
    _ fields: PlanFields, after end: Int, index: Int, rate: FrameRate, types: [String]
  ) -> Shot? {
    let first = fields.integer("in", in: 0...Self.mostFrames, &findings)
    let last = fields.integer("out", in: 1...Self.mostFrames, &findings)
    let type = fields.text("type", &findings)
    let probability = fields.number("probability", in: 0...1, &findings)
    let runnerUp = fields.node["runnerUp"]?.isNull == true ? nil : fields.text("runnerUp", &findings)
    let reason = fields.text("reason", &findings)
    let isLocked = fields.bool("locked", &findings)
    let seconds = [fields.number("start", in: 0...1e9, &findings), fields.number("end", in: 0...1e9, &findings)]
    if let type, !types.contains(type) {
      fields.error("type", Self.unknownType(type, among: types), &findings)
    }
    guard let first, let last, let type, let probability, let reason, let isLocked else { return nil }
    if first != end {
      let before = index == 0 ? "the first shot starts at frame 0" : "shots[\(index - 1)].out is \(end)"
      let what = first > end ? "leaves a gap" : "overlaps"
      fields.error("in", "\(first) \(what): \(before)", &findings)
      return nil
    }
    guard last > first else {
      fields.error("out", "\(last) must be above `in`, which is \(first)", &findings)
      return nil
    }
    if checksSeconds { check(seconds, of: fields, frames: [first, last], at: rate) }
    return Shot(
      inFrame: first, outFrame: last, type: type, probability: probability, runnerUp: runnerUp, reason: reason,
      isLocked: isLocked, source: fields.node["source"] == nil ? nil : source(fields))
  }

  private mutating func check(_ seconds: [Double?], of fields: PlanFields, frames: [Int], at rate: FrameRate) {
    for (index, key) in ["start", "end"].enumerated() {
      guard let stated = seconds[index] else { continue }
      let exact = rate.seconds(ofFrame: frames[index])
      if abs(stated - exact) > 0.5 / Double(rate.nominal) {
        fields.error(key, "\(stated.text) s is not frame \(frames[index]), which is \(exact.text) s", &findings)
      }
    }
  }

  private mutating func source(_ shot: PlanFields) -> SourceClip? {
    guard let fields = shot.object("source", &findings) else { return nil }
    let name = fields.text("name", &findings)
    let reel = fields.text("reel", &findings)
    if let reel, reel.wholeMatch(of: /[A-Z0-9_]{1,8}/) == nil {
      fields.error("reel", "'\(reel)' must be 1 to 8 of A to Z, 0 to 9 and _", &findings)
    }
    let file = fields.text("file", &findings)
    let start = rate("rate", of: fields).flatMap { timecode("start", of: fields, at: $0) }
    let first = fields.integer("in", in: 0...Self.mostFrames, &findings)
    let isOpen = fields.node["frames"]?.isNull == true
    let frames = isOpen ? nil : fields.integer("frames", in: 1...Self.mostFrames, &findings)
    guard let name, let reel, let file, let start, let first else { return nil }
    return SourceClip(name: name, reel: reel, file: file, start: start, inFrame: first, frames: frames)
  }

  private static func unknownType(_ type: String, among types: [String]) -> String {
    let meant = Spelling.closest(to: type, in: types).map { "did you mean '\($0)'?" }
    return "'\(type)' is not among `types`; " + (meant ?? "known: \(types.joined(separator: ", "))")
  }
}
