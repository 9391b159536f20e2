import Formats
import StageKit

/// Reads songboard's own shot plans, as `shots.schema.json` describes them.
struct PlanReader {
  /// No plan has more frames: a day at 60, as timecode counts no further.
  private static let mostFrames = 24 * 3600 * 60

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
    let frames = fields.has(.frames) ? fields.integer(.frames, in: 1...Self.mostFrames, &findings) : nil
    let sections = self.sections(fields)
    let tempo = fields.has(.tempo) ? fields.number(.tempo, in: 0...100_000, &findings) : nil
    guard let rate = self.rate(fields) else { return nil }
    let start = fields.has(.start) ? timecode(.start, of: fields, at: rate) : nil
    guard let shots = self.shots(fields, rate: rate, types: types, frames: frames), !findings.hasErrors else {
      return nil
    }
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
    guard let rate = rate(.rate, of: fields) else { return nil }
    guard fields.has(.framesPerSecond) else { return rate }
    let parts = fields.list(.framesPerSecond, &findings)?.map(\.integer)
    if let parts, parts != [rate.numerator, rate.denominator] {
      fields.error(
        .framesPerSecond, "must be [\(rate.numerator), \(rate.denominator)] at the rate \(rate.rawValue)", &findings)
    }
    return rate
  }

  private mutating func rate(_ key: PlanKey, of fields: PlanFields) -> FrameRate? {
    guard let word = fields.text(key, &findings) else { return nil }
    if let rate = FrameRate(rawValue: word) { return rate }
    let known = FrameRate.allCases.map(\.rawValue).joined(separator: ", ")
    fields.error(key, "'\(word)' is no frame rate; known: \(known)", &findings)
    return nil
  }

  private mutating func timecode(_ key: PlanKey, of fields: PlanFields, at rate: FrameRate) -> Timecode? {
    guard let text = fields.text(key, &findings) else { return nil }
    do throws(Failure) {
      return try Timecode(text, rate: rate)
    } catch {
      fields.error(key, error.description, &findings)
      return nil
    }
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

// MARK: Shots

extension PlanReader {
  /// What a shot is called that says no reason: a person wrote it.
  private static let unsaid = "edited"
  /// How far times may be apart by being rounded to hundredths, in seconds.
  private static let rounding = 0.0101

  private mutating func shots(
    _ fields: PlanFields, rate: FrameRate, types: [String]?, frames: Int?
  ) -> [Shot]? {
    guard let list = fields.list(.shots, &findings) else { return nil }
    if list.isEmpty { fields.error(.shots, "must hold a shot", &findings) }
    var shots: [Shot] = []
    var end: Int? = 0
    for (index, node) in list.enumerated() {
      let shot = PlanFields(node, path: "shots[\(index)]")
      let read = self.shot(shot, after: end, index: index, rate: rate, types: types)
      // What follows a shot that cannot be read is only out of step with it.
      end = read?.outFrame
      if let read { shots.append(read) }
    }
    guard shots.count == list.count else { return nil }
    if let frames, let last = shots.last, last.outFrame != frames {
      let fields = PlanFields(list[list.count - 1], path: "shots[\(list.count - 1)]")
      let key = fields.has(.outFrame) ? PlanKey.outFrame : .end
      let reason = "the last shot ends at frame \(last.outFrame), but `frames` is \(frames)"
      fields.error(key, "\(reason); delete `frames` if the shots are right", &findings)
    }
    return shots
  }

  /// - Parameter previous: Where the shot before ends; `nil` if that is not known.
  private mutating func shot(
    _ fields: PlanFields, after previous: Int?, index: Int, rate: FrameRate, types: [String]?
  ) -> Shot? {
    let count = findings.count
    var first = frame(.inFrame, or: .start, of: fields, in: 0...Self.mostFrames, at: rate)
    let last = frame(.outFrame, or: .end, of: fields, in: 1...Self.mostFrames, at: rate)
    let type = fields.text(.type, &findings)
    let subject = fields.has(.subject) ? fields.text(.subject, &findings) : nil
    let probability = fields.has(.probability) ? fields.number(.probability, in: 0...1, &findings) : nil
    let runnerUp = fields.has(.runnerUp) ? fields.text(.runnerUp, &findings) : nil
    let next = fields.has(.runnerUpProbability) ? fields.number(.runnerUpProbability, in: 0...1, &findings) : nil
    let reason = fields.has(.reason) ? fields.text(.reason, &findings) : Self.unsaid
    let isLocked = fields.has(.locked) ? fields.bool(.locked, &findings) : false
    if let type, let types, !types.contains(type) {
      fields.error(.type, Self.unknownType(type, among: types), &findings)
    }
    guard let stated = first, let last, let type, let reason, let isLocked else { return nil }
    let end = previous ?? stated
    if !fields.has(.inFrame), let start = fields.node[PlanKey.start.rawValue]?.number,
      abs(start - rate.seconds(ofFrame: end)) <= Self.rounding
    {
      // Seconds rounded to hundredths can miss the frame.
      first = end
    }
    // Where seconds and frames disagree, that is what is wrong.
    guard first == end || findings.count > count else {
      let before = index == 0 ? "the first shot starts at frame 0" : "shots[\(index - 1)] ends at frame \(end)"
      let what = stated > end ? "leaves a gap" : "overlaps"
      fields.error(fields.has(.inFrame) ? .inFrame : .start, "frame \(stated) \(what): \(before)", &findings)
      return nil
    }
    guard last > end else {
      let key = fields.has(.outFrame) ? PlanKey.outFrame : .end
      fields.error(key, "the shot ends at frame \(last), not after its start at \(end)", &findings)
      return nil
    }
    return Shot(
      inFrame: end, outFrame: last, type: type, subject: subject.flatMap { Shot.subject(of: $0) },
      probability: probability, runnerUp: runnerUp, runnerUpProbability: next, reason: reason, isLocked: isLocked,
      source: fields.has(.source) ? source(fields) : nil)
  }

  /// A border of a shot, by its frame or its seconds. Where both stand, they are the same time, or nobody can say which of
  /// them a person has changed.
  private mutating func frame(
    _ key: PlanKey, or secondsKey: PlanKey, of fields: PlanFields, in range: ClosedRange<Int>, at rate: FrameRate
  ) -> Int? {
    let limit = rate.seconds(ofFrame: Self.mostFrames)
    let seconds = fields.has(secondsKey) ? fields.number(secondsKey, in: 0...limit, &findings) : nil
    guard fields.has(key) else {
      if !fields.has(secondsKey) {
        fields.error(key, "is missing; write the frame, or the seconds as `\(secondsKey.rawValue)`", &findings)
      }
      return seconds.map { rate.frame(rounding: $0) }
    }
    guard let frame = fields.integer(key, in: range, &findings) else { return nil }
    guard let seconds else { return fields.has(secondsKey) ? nil : frame }
    let exact = rate.seconds(ofFrame: frame)
    if abs(seconds - exact) * Double(rate.numerator) > 0.5 * Double(rate.denominator) {
      fields.error(
        secondsKey,
        "\(seconds.text) s is not frame \(frame), which is \(exact.text) s; delete `\(secondsKey.rawValue)` to keep the "
          + "frame, or `\(key.rawValue)` to keep the seconds", &findings)
    }
    return frame
  }

  private mutating func source(_ shot: PlanFields) -> SourceClip? {
    guard let fields = shot.object(.source, &findings) else { return nil }
    let name = fields.text(.name, &findings)
    let reel = fields.text(.reel, &findings)
    if let reel, !SourceClip.isReel(reel) {
      fields.error(.reel, "'\(reel)' must be 1 to 8 of A to Z, 0 to 9 and _", &findings)
    }
    let file = fields.text(.file, &findings)
    let start = rate(.rate, of: fields).flatMap { timecode(.start, of: fields, at: $0) }
    let first = fields.integer(.inFrame, in: 0...Self.mostFrames, &findings)
    let isOpen = fields.node[PlanKey.frames.rawValue]?.isNull == true
    let frames = isOpen ? nil : fields.integer(.frames, in: 1...Self.mostFrames, &findings)
    let size = fields.has(.size) ? size(of: fields) : nil
    guard let name, let reel, let file, let start, let first else { return nil }
    return SourceClip(name: name, reel: reel, file: file, start: start, inFrame: first, frames: frames, size: size)
  }

  private mutating func size(of fields: PlanFields) -> PictureSize? {
    guard let text = fields.text(.size, &findings) else { return nil }
    do throws(Failure) {
      return try PictureSize(text)
    } catch {
      fields.error(.size, error.description, &findings)
      return nil
    }
  }

  private static func unknownType(_ type: String, among types: [String]) -> String {
    let meant = Spelling.closest(to: type, in: types).map { "did you mean '\($0)'?" }
    return "'\(type)' is not among `types`; " + (meant ?? "known: \(types.joined(separator: ", "))")
  }
}
