import Shots
import StageKit

/// The shots of an edit: the types by their names or by the former plan, the clips as far as the file and the former plan
/// know them.
struct EditedShots {
  /// Why a shot is as it is that a person made so.
  private static let reason = "edited"

  private let list: CutList
  private let rate: FrameRate
  private let path: String
  private let former: FormerPlan?
  private let types: ShotTypes
  /// Whether the edit, or the plan that it was made from, is one of cameras: then a shot may be without a picture.
  private let hasCameras: Bool
  /// Whether no camera plays in the edit.
  private let isOfCards: Bool
  private let clips: EditedClips
  private var findings: Diagnostics

  init(
    _ list: CutList, of path: String, former: FormerPlan?, knowledge: EditedPlan.Knowledge, findings: Diagnostics
  ) {
    // What does not count timecode counts as the plan did.
    let counted = [knowledge.rate, former?.plan.rate].compactMap { $0 }.first { $0.isSameSpeed(as: list.rate) }
    rate = list.statesDropFrame ? list.rate : counted ?? list.rate
    self.list = list
    self.path = path
    self.former = former.flatMap { $0.plan.rate.isSameSpeed(as: list.rate) ? $0 : nil }
    types = ShotTypes(former: former?.plan.types, vocabulary: knowledge.vocabulary)
    self.findings = findings
    let clips = EditedClips(list, of: path, former: self.former, types: types)
    self.clips = clips
    isOfCards = !list.cuts.contains { clips.camera(of: $0) != nil }
    hasCameras = !isOfCards || former?.plan.hasCameras == true
    if let former, self.former == nil {
      self.findings.warning(
        .whole,
        "the plan beside it is at \(former.plan.rate.rawValue), the edit at \(list.rate.rawValue): nothing is known of its shots but their types"
      )
    }
  }

  /// What is not as in the edit.
  var warnings: [String] { findings.sorted.filter { $0.severity == .warning }.map(\.description) }

  /// The plan.
  ///
  /// - Throws: ``Failure`` with all that is wrong, by line.
  mutating func plan() throws(Failure) -> ShotPlan {
    let lead = self.lead
    var shots: [Shot] = []
    if lead > 0 { shots += gap(0..<lead, nil, line: list.cuts.first?.line ?? 0) }
    // Behind the last card there is nothing.
    let cuts =
      hasCameras || list.isOfMarkers ? list.cuts[...] : list.cuts.prefix { !$0.isGap || $0.inFrame < lastPicture }
    for (index, cut) in cuts.enumerated() {
      let frames = cut.inFrame + lead..<cut.outFrame + lead
      if cut.isGap, !(list.isOfMarkers && cut.picture == .gap) {
        let line = cut.line > 0 ? cut.line : list.cuts[min(index + 1, list.cuts.count - 1)].line
        shots += gap(frames, cut, line: line)
      } else if let shot = shot(cut, frames) {
        shots.append(shot)
      }
    }
    if let end = shots.last?.outFrame { shots += tail(from: end) }
    if let lost = clips.lostClips { findings.warning(Mark(line: lost.line), lost.text) }
    try findings.check()
    let start = lead > 0 ? former?.plan.start.frame : list.start ?? former?.plan.start.frame
    do throws(Failure) {
      let origins = shots.map { $0.reason == Self.reason ? nil : $0 }
      return try ShotPlan(
        ReasonWording.reworded(shots, of: origins, at: rate), rate: rate, start: start,
        types: types.all(with: shots.map(\.type)))
    } catch {
      throw Failure("\(path): \(error.reason)", remedy: error.remedy)
    }
  }

  // MARK: Pictures

  private mutating func shot(_ cut: CutList.Cut, _ frames: Range<Int>) -> Shot? {
    let camera = clips.camera(of: cut)
    guard let type = type(of: cut, frames, camera) else {
      let name = cut.name.isEmpty ? "the shot has no name" : "'\(cut.name)' names no shot type"
      let beside =
        former == nil
        ? "keep the plan that it was made from beside it, as \(FilePath.lastPart(of: CutFormat.stem(of: path))).json"
        : nil
      let ways = [types.hint(for: cut.name), "name the clip such as CU_001", beside].compactMap { $0 }
      findings.error(cut.line, "\(name); \(ways.joined(separator: ", or "))")
      return nil
    }
    let source = camera.map { self.source(of: $0, cut) } ?? formerSource(cut, frames)
    return shot(
      frames, type, showing: subject(of: cut, frames), source: source, name: cut.name, isLocked: cut.isLocked)
  }

  /// The shot as it was if nothing of it has changed; else one that a person made.
  private func shot(
    _ frames: Range<Int>, _ type: String, showing subject: String?, source: SourceClip?, name: String,
    isLocked: Bool? = nil
  ) -> Shot {
    if var before = former?.shot(of: frames), before.type == type, before.subject == subject, before.source == source {
      before.isLocked = isLocked ?? before.isLocked
      return before
    }
    return Shot(
      inFrame: frames.lowerBound, outFrame: frames.upperBound, type: type, subject: subject, reason: Self.reason,
      isLocked: isLocked ?? former?.shot(named: name)?.isLocked ?? false, source: source)
  }

  /// Who is shown: by the edit's own word, or else as before, since a cut that moves changes nothing of it.
  private func subject(of cut: CutList.Cut, _ frames: Range<Int>) -> String? {
    let named = ShotName.parts(of: cut.name)
    if let stated = cut.subject ?? (types.type(in: named.name) == nil ? nil : named.subject) {
      return Shot.subject(of: former?.subject(written: stated) ?? stated)
    }
    let before = former?.shot(named: cut.name) ?? cut.clip.flatMap { former?.shot(playing: $0, at: frames) }
    return (before ?? former?.shot(around: frames))?.subject
  }

  private func type(of cut: CutList.Cut, _ frames: Range<Int>, _ camera: CutClip?) -> String? {
    if let stated = cut.type { return types.type(stated) ?? (former == nil || list.format != .csv ? stated : nil) }
    if let before = former?.shot(named: cut.name) { return before.type }
    let played = cut.clip.flatMap { former?.shot(playing: $0, at: frames)?.type }
    // A camera's name is no shot's.
    if let camera, let played, [camera.name, camera.fileName].contains(cut.name) { return played }
    return types.type(in: cut.name) ?? played ?? former?.shot(around: frames)?.type
  }

  // MARK: Clips

  private mutating func source(of clip: CutClip, _ cut: CutList.Cut) -> SourceClip? {
    if let other = former?.contradiction(in: clip) {
      findings.error(
        cut.line,
        "the reel '\(clip.reel)' is that of the clip '\(other.name)', but the event's clip is named '\(clip.name)'; "
          + "let both name the clip that plays")
      return nil
    }
    if let source = former?.source(of: clip) {
      guard source.inFrame >= 0 else {
        findings.error(cut.line, "'\(cut.name)' starts before the first frame of its clip '\(source.name)'")
        return nil
      }
      return source
    }
    // Nothing but the plan tells that a comment is of a clip before.
    let own = former == nil && !clip.formerName.isEmpty ? clip.formerName : clip.name
    let name = FilePath(own).name
    let reel = SourceClip.isReel(clip.reel) ? clip.reel : String(ASCIIText.word(name).prefix(8))
    let start = clip.inFrame.flatMap { first in clip.timecode.map { $0 - first } } ?? 0
    if list.format == .edl {
      findings.warning(
        Mark(line: cut.line),
        "the list does not say where the timecode of '\(own)' starts: 00:00:00:00 is taken")
    }
    return SourceClip(
      name: name.isEmpty ? FilePath(clip.fileName).name : name, reel: reel.isEmpty ? ReelName.unknown : reel,
      file: clip.file,
      start: Timecode(frame: start, rate: rate), inFrame: clip.inFrame ?? clip.timecode ?? 0, frames: clip.frames)
  }

  /// A storyboard of a camera plan shows no clips; the shots keep theirs, in time with the song.
  private func formerSource(_ cut: CutList.Cut, _ frames: Range<Int>) -> SourceClip? {
    guard isOfCards, let former, former.plan.hasCameras,
      let before = former.shot(of: frames) ?? former.shot(named: cut.name) ?? former.shot(around: frames),
      var source = before.source
    else { return nil }
    source.inFrame += frames.lowerBound - before.inFrame
    let isThere = source.inFrame >= 0 && source.inFrame + frames.count <= source.frames ?? .max
    return isThere ? source : nil
  }

  // MARK: Gaps

  /// Where the last picture ends.
  private var lastPicture: Int { list.cuts.last { !$0.isGap }?.outFrame ?? 0 }

  /// How far behind the plan's start a list begins, which has no word for a gap there.
  private var lead: Int {
    guard list.format == .edl, let start = list.start, let former else { return 0 }
    let lead = start - former.plan.start.frame
    return (1..<former.plan.frames).contains(lead) ? lead : 0
  }

  /// Frames without a picture: shots that no camera shows, if there are cameras.
  private mutating func gap(_ frames: Range<Int>, _ cut: CutList.Cut?, line: Int) -> [Shot] {
    if let cut, cut.picture == .gap, hasCameras, let type = types.type(in: cut.name) {
      return [shot(frames, type, showing: subject(of: cut, frames), source: nil, name: cut.name)]
    }
    let before = hasCameras ? former?.shots(among: frames) : nil
    guard let before, let last = before.last, last.outFrame >= frames.upperBound else {
      let (start, end) = (timecode(frames.lowerBound), timecode(frames.upperBound))
      let beside = hasCameras ? ", or keep the plan that it was made from beside it" : ""
      findings.error(
        line, "there is no picture from \(start) to \(end); move or lengthen a clip to close the gap\(beside)")
      return []
    }
    return before.map { part in
      let frames = max(part.inFrame, frames.lowerBound)..<min(part.outFrame, frames.upperBound)
      return shot(frames, part.type, showing: part.subject, source: nil, name: "")
    }
  }

  /// The shots without a picture behind the last clip, which most formats have no word for.
  private func tail(from end: Int) -> [Shot] {
    guard let former, !isOfCards, end < former.plan.frames else { return [] }
    let rest = former.shots(among: end..<former.plan.frames)
    return rest.first?.inFrame == end && rest.allSatisfy { $0.source == nil } ? Array(rest) : []
  }

  private func timecode(_ frame: Int) -> Timecode {
    Timecode(frame: (list.start ?? former?.plan.start.frame ?? 0) - lead + frame, rate: rate)
  }
}
