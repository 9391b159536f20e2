import Formats
import Shots
import StageKit

/// A clip as it stands in `cameras.yaml`; what is wrong with it is reported by line.
struct CameraEntry {
  private(set) var report: Diagnostics
  private let entry: Node.Entry
  private let id: String
  private let planRate: FrameRate
  private let known: [String]
  private var values: [String: Node] = [:]

  init(_ entry: Node.Entry, rate: FrameRate, types: [String], report: Diagnostics) {
    self.entry = entry
    id = entry.key.value
    self.report = report
    planRate = rate
    known = types
  }

  /// The clip; `nil` if something is wrong with it.
  mutating func clip() -> CameraClip? {
    if id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}/) == nil {
      error(entry.key.mark, "cannot name a clip; use up to 64 letters, digits, '_', '.' and '-'")
    }
    let form = "a mapping such as {reel: A001, offset: 12.5, types: {CU: .9}}"
    guard let read = entry.value.values(of: "clip '\(id)'", form: form, keys: Self.fields.map(\.name), report: &report)
    else {
      return nil
    }
    values = read.mapValues(\.value)
    let rate: FrameRate = parsed("rate") ?? planRate
    if rate != planRate, let node = values["rate"] {
      error(
        node.mark,
        "runs at \(rate.rawValue), the plan at \(planRate.rawValue), and timelines count frames of one rate; "
          + "conform the clip, or cut at its rate")
    }
    let start = timecode("start", at: rate) ?? Timecode(frame: 0, rate: rate)
    let offset = offset(from: start)
    let drift = number("drift_ppm", in: Self.drifts) ?? 0
    let length = seconds("length") ?? .infinity
    if length <= 0, let node = values["length"] { error(node.mark, "`length` must be above 0") }
    let speed = 1 + drift / 1e6
    // The clip's own beginning and end, in seconds of the song.
    let whole = -offset / speed...max(-offset, length - offset) / speed
    let ranges = ranges("ranges") ?? [-Double.infinity...Double.infinity]
    let clip = CameraClip(
      id: id, camera: text("camera") ?? id, reel: reel(), file: text("file") ?? "", rate: rate, start: start,
      offset: offset, drift: drift, length: length, size: parsed("size"),
      spans: CameraSpans.usable(ranges, within: whole, excluding: self.ranges("excluded") ?? []), types: types(),
      angle: number("angle", in: Self.angles), side: parsed("side"), isSafe: parsed("safe") ?? false,
      isLockedOff: parsed("locked_off") ?? false)
    return report.hasErrors ? nil : clip
  }

  private mutating func offset(from start: Timecode) -> Double {
    if let node = values["timecode"], values["offset"] != nil {
      error(node.mark, "has `timecode` and `offset`, which say the same; leave one out")
    }
    if let timecode = timecode("timecode", at: start.rate) {
      // Timecode starts again at midnight: of both ways around the day, the shorter one.
      let day = Timecode.framesPerDay(at: start.rate)
      let later = Timecode(frame: timecode.frame - start.frame, rate: start.rate).frame
      return later <= day / 2 ? start.rate.seconds(ofFrame: later) : -start.rate.seconds(ofFrame: day - later)
    }
    if values["timecode"] == nil, values["offset"] == nil {
      error(
        entry.key.mark,
        "is not synced; say where in it the song starts, as `timecode: HH:MM:SS:FF` or `offset:` in seconds")
    }
    return signedSeconds("offset") ?? 0
  }

  private mutating func reel() -> String {
    guard let node = values["reel"] else {
      return String(id.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(8))
    }
    guard let text = node.text?.value, SourceClip.isReel(text) else {
      error(node.mark, "`reel` must be 1 to 8 of A to Z, 0 to 9 and _, found \(node.noun)")
      return ""
    }
    return text
  }

  private mutating func types() -> [(name: String, quality: Double)] {
    guard let node = values["types"] else {
      error(entry.key.mark, "lacks `types`, the shot types that it can show")
      return []
    }
    let entries: [(name: Placed<String>, quality: Double?)]
    if case .mapping(let qualities) = node.content {
      entries = qualities.map { ($0.key, number($0.value, named: "quality of \($0.key.value)", in: Self.qualities)) }
    } else {
      entries = node.texts?.map { ($0, 1) } ?? []
    }
    if entries.isEmpty { error(node.mark, "`types` must be {CU: 0.9, ...} or [CU, ...], found \(node.noun)") }
    var seen: Set<String> = []
    for (name, _) in entries {
      if !known.contains(name.value) {
        report.error(name.mark, "clip '\(id)': \(Spelling.unknown("shot type", name.value, among: known))")
      } else if !seen.insert(name.value).inserted {
        error(name.mark, "names the type \(name.value) twice")
      }
    }
    return entries.map { ($0.name.value, $0.quality ?? 0) }
  }
}

// MARK: Values

extension CameraEntry {
  private mutating func error(_ mark: Mark, _ message: String) {
    report.error(mark, "clip '\(id)' \(message)")
  }

  private mutating func text(_ key: String) -> String? {
    guard let node = values[key] else { return nil }
    if node.text == nil { error(node.mark, "`\(key)` must be a text, found \(node.noun)") }
    return node.text?.value
  }

  /// A value as a setting of a stage would be read.
  private mutating func parsed<Value: ParameterValue>(_ key: String) -> Value? {
    guard let node = values[key] else { return nil }
    do throws(Failure) {
      return try Value(RawSetting(node), unit: nil)
    } catch {
      self.error(node.mark, "`\(key)`: \(error)")
      return nil
    }
  }

  private mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    values[key].flatMap { number($0, named: key, in: range) }
  }

  private mutating func number(_ node: Node, named name: String, in range: ClosedRange<Double>) -> Double? {
    guard let number = node.text.flatMap({ Double($0.value) }), range.contains(number) else {
      error(
        node.mark,
        "`\(name)` must be a number from \(range.lowerBound.text) to \(range.upperBound.text), found \(node.noun)")
      return nil
    }
    return number
  }

  private mutating func timecode(_ key: String, at rate: FrameRate) -> Timecode? {
    guard let text = text(key), let mark = values[key]?.mark else { return nil }
    do throws(Failure) {
      return try Timecode(text, rate: rate)
    } catch {
      self.error(mark, "`\(key)`: \(error)")
      return nil
    }
  }

  private mutating func seconds(_ key: String) -> Double? {
    values[key].flatMap { seconds($0, key) }
  }

  private mutating func seconds(_ node: Node, _ name: String) -> Double? {
    guard let seconds = node.text.flatMap({ ClockTime.seconds($0.value) }) else {
      error(node.mark, "`\(name)` must be a time in seconds or as m:ss, found \(node.noun)")
      return nil
    }
    return seconds
  }

  private mutating func signedSeconds(_ key: String) -> Double? {
    guard let node = values[key], let text = node.text, text.value.hasPrefix("-") else { return seconds(key) }
    guard let seconds = ClockTime.seconds(text.value.dropFirst()) else { return self.seconds(node, key) }
    return -seconds
  }

  /// Spans as written, `[[0, 1:02], [1:10, end]]`; one alone may stand without the outer brackets.
  private mutating func ranges(_ key: String) -> [ClosedRange<Double>]? {
    guard let node = values[key] else { return nil }
    guard case .sequence(let nodes) = node.content else {
      error(node.mark, "`\(key)` must be a list of [from, to] in seconds of the song, found \(node.noun)")
      return []
    }
    let pairs = nodes.count == 2 && nodes.allSatisfy { $0.text != nil } ? [node] : nodes
    return pairs.compactMap { range($0, key) }
  }

  private mutating func range(_ node: Node, _ key: String) -> ClosedRange<Double>? {
    guard case .sequence(let ends) = node.content, ends.count == 2 else {
      error(node.mark, "`\(key)` must be a list of [from, to] in seconds of the song, found \(node.noun)")
      return nil
    }
    let from = ends[0].text?.value == "start" ? -Double.infinity : seconds(ends[0], key)
    let to = ends[1].text?.value == "end" ? Double.infinity : seconds(ends[1], key)
    guard let from, let to else { return nil }
    guard from < to else {
      error(node.mark, "`\(key)` has a span that ends at \(ClockTime.text(to)), not after its start")
      return nil
    }
    return from...to
  }
}
