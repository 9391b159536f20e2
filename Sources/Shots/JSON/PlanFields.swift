import Formats
import StageKit

/// The fields of a JSON object with the object's path: reading one that is missing or of another type is a finding. What
/// may be missing is read where ``has(_:)`` says that it is there.
struct PlanFields {
  let node: JSONNode
  /// Such as `shots[3]`; empty for the document.
  let path: String

  init(_ node: JSONNode, path: String = "") {
    self.node = node
    self.path = path
  }

  /// A field's path.
  func path(_ key: PlanKey) -> String { path.isEmpty ? key.rawValue : "\(path).\(key.rawValue)" }

  /// A finding at a field.
  func error(_ key: PlanKey, _ message: String, _ findings: inout Diagnostics) {
    findings.error(node[key.rawValue]?.line ?? node.line, "\(path(key)): \(message)")
  }

  /// Whether there is a field, and it is not `null`.
  func has(_ key: PlanKey) -> Bool { node[key.rawValue].map { !$0.isNull } ?? false }

  /// A whole number within a range.
  func integer(_ key: PlanKey, in range: ClosedRange<Int>, _ findings: inout Diagnostics) -> Int? {
    guard let field = field(key, &findings) else { return nil }
    guard let number = field.integer, range.contains(number) else {
      let limits =
        range.upperBound < Int(Int32.max)
        ? "from \(range.lowerBound) to \(range.upperBound)" : "from \(range.lowerBound)"
      error(key, "must be a whole number \(limits), found \(field.noun)", &findings)
      return nil
    }
    return number
  }

  /// A number within a range.
  func number(_ key: PlanKey, in range: ClosedRange<Double>, _ findings: inout Diagnostics) -> Double? {
    guard let field = field(key, &findings) else { return nil }
    guard let number = field.number, range.contains(number) else {
      let isBounded = range.upperBound < 1e9
      let limits = isBounded ? " from \(range.lowerBound) to \(range.upperBound)" : " from \(range.lowerBound)"
      error(key, "must be a number\(limits), found \(field.noun)", &findings)
      return nil
    }
    return number
  }

  /// A text.
  func text(_ key: PlanKey, _ findings: inout Diagnostics) -> String? {
    guard let field = field(key, &findings) else { return nil }
    if field.text == nil { error(key, "must be a text, found \(field.noun)", &findings) }
    return field.text
  }

  /// A frame rate by its name.
  func rate(_ key: PlanKey, _ findings: inout Diagnostics) -> FrameRate? {
    guard let word = text(key, &findings) else { return nil }
    if let rate = FrameRate(rawValue: word) { return rate }
    let known = FrameRate.allCases.map(\.rawValue).joined(separator: ", ")
    error(key, "'\(word)' is no frame rate; known: \(known)", &findings)
    return nil
  }

  /// A timecode at a rate.
  func timecode(_ key: PlanKey, at rate: FrameRate, _ findings: inout Diagnostics) -> Timecode? {
    parsed(key, &findings) { (text) throws(Failure) in try Timecode(text, rate: rate) }
  }

  /// The size of a picture.
  func size(_ key: PlanKey, _ findings: inout Diagnostics) -> PictureSize? {
    parsed(key, &findings) { (text) throws(Failure) in try PictureSize(text) }
  }

  private func parsed<Value>(
    _ key: PlanKey, _ findings: inout Diagnostics, by parse: (String) throws(Failure) -> Value
  ) -> Value? {
    guard let text = text(key, &findings) else { return nil }
    do throws(Failure) {
      return try parse(text)
    } catch {
      self.error(key, error.description, &findings)
      return nil
    }
  }

  /// `true` or `false`.
  func bool(_ key: PlanKey, _ findings: inout Diagnostics) -> Bool? {
    guard let field = field(key, &findings) else { return nil }
    if field.bool == nil { error(key, "must be true or false, found \(field.noun)", &findings) }
    return field.bool
  }

  /// A list.
  func list(_ key: PlanKey, _ findings: inout Diagnostics) -> [JSONNode]? {
    guard let field = field(key, &findings) else { return nil }
    if field.elements == nil { error(key, "must be a list, found \(field.noun)", &findings) }
    return field.elements
  }

  /// An object.
  func object(_ key: PlanKey, _ findings: inout Diagnostics) -> PlanFields? {
    guard let field = field(key, &findings) else { return nil }
    guard case .object = field.content else {
      error(key, "must be an object, found \(field.noun)", &findings)
      return nil
    }
    return PlanFields(field, path: path(key))
  }

  /// A value that must be there.
  private func field(_ key: PlanKey, _ findings: inout Diagnostics) -> JSONNode? {
    let field = node[key.rawValue]
    if field == nil { error(key, "is missing", &findings) }
    return field
  }
}

/// The names of the fields of a plan's JSON, for its reader and its writer. What they mean says `shots.schema.json`.
enum PlanKey: String {
  case version, track, rate, framesPerSecond, start, frames, types, shots, sections, tempo, made
  /// Of the track.
  case path, seconds, hash, channels
  /// Of a shot; a clip has `in` as well.
  case inFrame = "in"
  case outFrame = "out"
  case end, type, subject, probability, runnerUp, runnerUpProbability, reason, locked, source
  /// Of a shot's clip.
  case name, reel, file, size
  /// Of a section.
  case label, group
  /// Of what made the plan.
  case songboard, pipeline
}
