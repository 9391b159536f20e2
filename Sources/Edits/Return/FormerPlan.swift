import Shots
import StageKit

/// The plan that an edit was made from: what a person left as it was keeps all that is known of it.
struct FormerPlan {
  let document: PlanDocument
  var plan: ShotPlan { document.plan }

  private let byStart: [Int: Shot]
  private let byName: [String: Shot]
  /// The clips of the plan, each once, at their first frame.
  private let clips: [SourceClip]
  private let types: ShotTypes

  init(_ document: PlanDocument) {
    self.document = document
    let shots = document.plan.shots
    byStart = Dictionary(shots.map { ($0.inFrame, $0) }) { first, _ in first }
    let names = shots.enumerated().map { (ShotName.name(of: $1.type, number: $0 + 1), $1) }
    byName = Dictionary(names) { first, _ in first }
    types = ShotTypes(former: document.plan.types, vocabulary: nil)
    var seen: Set<SourceClip> = []
    clips = shots.compactMap { shot in
      var clip = shot.source
      clip?.inFrame = 0
      return clip.flatMap { seen.insert($0).inserted ? $0 : nil }
    }
  }

  // MARK: Shots

  /// The shot that songboard has named so, whoever the name says is shown.
  func shot(named name: String) -> Shot? { byName[ShotName.parts(of: name).name] }

  /// A subject as the plan has it: some formats write it in ASCII.
  func subject(written text: String) -> String {
    let subjects = plan.shots.lazy.compactMap(\.subject)
    return subjects.contains(text) ? text : subjects.first { ASCIIText.line($0) == text } ?? text
  }

  /// The shot of exactly these frames.
  func shot(of frames: Range<Int>) -> Shot? {
    byStart[frames.lowerBound].flatMap { $0.outFrame == frames.upperBound ? $0 : nil }
  }

  /// The shots that have some of these frames.
  func shots(among frames: Range<Int>) -> ArraySlice<Shot> {
    let shots = plan.shots
    var places = shots.startIndex..<shots.endIndex
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      places =
        shots[middle].outFrame > frames.lowerBound
        ? places.lowerBound..<middle : middle + 1..<places.upperBound
    }
    return shots[places.lowerBound...].prefix { $0.inFrame < frames.upperBound }
  }

  /// The shot that has more than half of these frames.
  func shot(around frames: Range<Int>) -> Shot? {
    shots(among: frames).first { 2 * $0.frames(within: frames) > frames.count }
  }

  /// The shot that plays most of a part of a clip, best at its own place; a card's timecode runs with the timeline's.
  func shot(playing clip: CutClip, at frames: Range<Int>) -> Shot? {
    if clip.isCard {
      guard let timecode = clip.timecode else { return nil }
      let first = timecode - plan.start.frame
      return shot(around: first..<first + frames.count)
    }
    guard let source = source(of: clip) else { return nil }
    if let same = shot(of: frames), same.source == source { return same }
    let played = source.inFrame..<source.inFrame + frames.count
    let candidates = plan.shots.filter { $0.source.map { Self.isSame($0, source) } ?? false }
    let overlaps = candidates.map { shot in
      let first = shot.source?.inFrame ?? 0
      return (shot, min(first + shot.frames, played.upperBound) - max(first, played.lowerBound))
    }
    return overlaps.filter { $0.1 > 0 }.max { $0.1 < $1.1 }?.0
  }

  // MARK: Clips

  /// What is known of a clip in an edit: which of the plan's it is, and where in it.
  func source(of clip: CutClip) -> SourceClip? {
    let scores = clips.map { ($0, likeness(of: clip, to: $0)) }
    guard var source = scores.filter({ $0.1 > 0 }).max(by: { $0.1 < $1.1 })?.0 else { return nil }
    let day = Timecode.framesPerDay(at: source.rate)
    let fromTimecode = clip.timecode.map { timecode in
      let frame = (timecode - source.start.frame) % day
      // A camera's timecode may start again at midnight.
      return frame < -day / 2 ? frame + day : frame
    }
    source.inFrame = clip.inFrame ?? fromTimecode ?? 0
    return source
  }

  /// The clip that an edit's reel means, where its name means others.
  func contradiction(in clip: CutClip) -> SourceClip? {
    let onReel = clips.filter { Self.isOnReel(clip, $0) }
    let named = clips.filter { Self.isNamed(clip, $0) }
    return named.isEmpty || onReel.contains { named.contains($0) } ? nil : onReel.first
  }

  /// How surely a clip in an edit is one of the plan's; 0 if it is not. A path is surer than a reel, that than a name, and
  /// a comment that a person may have forgotten counts least.
  private func likeness(of clip: CutClip, to source: SourceClip) -> Int {
    let isOnReel = Self.isOnReel(clip, source)
    let isNoted = !clip.formerName.isEmpty && clip.formerName == ASCIIText.line(source.name)
    guard Self.isNamed(clip, source) || (isNamedAsShot(clip) && (isOnReel || isNoted)) else { return 0 }
    let hasTimecode = clip.timecode.map { timecode in
      let frame = timecode - source.start.frame
      return frame >= 0 && frame < source.frames ?? .max
    }
    return 1 + (Self.isSame(clip.file, as: source.file) ? 16 : 0) + (isOnReel ? 8 : 0)
      + (clip.name == source.name ? 4 : 0) + (isNoted ? 2 : 0) + (hasTimecode == true ? 1 : 0)
  }

  private static func isNamed(_ clip: CutClip, _ source: SourceClip) -> Bool {
    let names = [source.name, FilePath.lastPart(of: source.file)].filter { !$0.isEmpty }
    return [clip.name, clip.fileName].filter { !$0.isEmpty }.contains { name in
      names.contains { $0 == name || ASCIIText.line($0) == name }
    }
  }

  /// Whether a clip is on a source's reel as edit lists write it; `AX` is none.
  private static func isOnReel(_ clip: CutClip, _ source: SourceClip) -> Bool {
    guard !clip.reel.isEmpty, clip.reel != ReelName.unknown, !source.reel.isEmpty else { return false }
    return clip.reel == source.reel || clip.reel == ReelName.word(of: source)
  }

  /// Whether a clip has the name of a shot, which a person gave it, and not that of a medium.
  func isNamedAsShot(_ clip: CutClip) -> Bool {
    [clip.name, clip.fileName].allSatisfy {
      $0.isEmpty || (FilePath($0).ending.isEmpty && types.type(in: $0) != nil)
    }
  }

  /// Whether a path in an edit may be one of the plan's, which starts at a folder of its own.
  private static func isSame(_ path: String, as other: String) -> Bool {
    let end = other.split(separator: "/").drop { $0 == ".." || $0 == "." }.joined(separator: "/")
    return path == other || path.hasSuffix("/\(end)")
  }

  /// Whether two parts are of one clip.
  private static func isSame(_ one: SourceClip, _ other: SourceClip) -> Bool {
    var part = one
    part.inFrame = other.inFrame
    return part == other
  }
}

extension Shot {
  /// How many of the shot's frames are among some others.
  fileprivate func frames(within frames: Range<Int>) -> Int {
    max(0, min(outFrame, frames.upperBound) - max(inFrame, frames.lowerBound))
  }
}
