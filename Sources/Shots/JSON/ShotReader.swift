import Formats
import StageKit

/// Reads the shots of a plan, whose borders stand in frames, in seconds, or in both.
struct ShotReader {
  /// No plan has more frames: a day at 60, as timecode counts no further.
  static let mostFrames = 24 * 3600 * 60
  /// What a shot is called that says no reason: a person wrote it.
  private static let unsaid = "edited"
  /// How far times may be apart by being rounded to hundredths, in seconds.
  private static let rounding = 0.0101

  /// The plan's rate.
  let rate: FrameRate
  /// The plan's vocabulary, if it tells one.
  let types: [String]?

  /// The shots of a plan; `nil` if one of them cannot be read.
  ///
  /// - Parameters:
  ///   - fields: The plan.
  ///   - frames: Its length in frames, if it tells that.
  func shots(of fields: PlanFields, frames: Int?, _ findings: inout Diagnostics) -> [Shot]? {
    guard let list = fields.list(.shots, &findings) else { return nil }
    if list.isEmpty { fields.error(.shots, "must hold a shot", &findings) }
    var shots: [Shot] = []
    var end: Int? = 0
    for (index, node) in list.enumerated() {
      let shot = PlanFields(node, path: "shots[\(index)]")
      let read = self.shot(shot, after: end, index: index, &findings)
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
  private func shot(
    _ fields: PlanFields, after previous: Int?, index: Int, _ findings: inout Diagnostics
  ) -> Shot? {
    let count = findings.count
    var first = frame(.inFrame, or: .start, of: fields, in: 0...Self.mostFrames, &findings)
    let last = frame(.outFrame, or: .end, of: fields, in: 1...Self.mostFrames, &findings)
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
      source: fields.has(.source) ? source(fields, &findings) : nil)
  }

  /// A border of a shot, by its frame or its seconds. Where both stand, they are the same time, or nobody can say which of
  /// them a person has changed.
  private func frame(
    _ key: PlanKey, or secondsKey: PlanKey, of fields: PlanFields, in range: ClosedRange<Int>,
    _ findings: inout Diagnostics
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

  private func source(_ shot: PlanFields, _ findings: inout Diagnostics) -> SourceClip? {
    guard let fields = shot.object(.source, &findings) else { return nil }
    let name = fields.text(.name, &findings)
    let reel = fields.text(.reel, &findings)
    if let reel, !SourceClip.isReel(reel) {
      fields.error(.reel, "'\(reel)' must be 1 to 8 of A to Z, 0 to 9 and _", &findings)
    }
    let file = fields.text(.file, &findings)
    let start = fields.rate(.rate, &findings).flatMap { fields.timecode(.start, at: $0, &findings) }
    let first = fields.integer(.inFrame, in: 0...Self.mostFrames, &findings)
    let isOpen = fields.node[PlanKey.frames.rawValue]?.isNull == true
    let frames = isOpen ? nil : fields.integer(.frames, in: 1...Self.mostFrames, &findings)
    let size = fields.has(.size) ? fields.size(.size, &findings) : nil
    guard let name, let reel, let file, let start, let first else { return nil }
    return SourceClip(name: name, reel: reel, file: file, start: start, inFrame: first, frames: frames, size: size)
  }

  private static func unknownType(_ type: String, among types: [String]) -> String {
    let meant = Spelling.closest(to: type, in: types).map { "did you mean '\($0)'?" }
    return "'\(type)' is not among `types`; " + (meant ?? "known: \(types.joined(separator: ", "))")
  }
}
