import StageKit

extension SongBrief {
  /// What of the brief a finished plan does not meet: a sentence for each demand, with its reason.
  public func unmet(in plan: ShotPlan) -> [String] {
    let shots = plan.shots.compactMap { shot -> BriefedShot? in
      guard let type = try? brief.vocabulary.column(of: shot.type) else { return nil }
      let (start, end) = plan.seconds(of: shot)
      return BriefedShot(shot: shot, type: type, start: start, end: end)
    }
    guard let first = shots.first, let last = shots.last else { return [] }
    let ends =
      end("opens", on: first, allowed: brief.opening, openingWeight)
      + end("closes", on: last, allowed: brief.closing) {
        closingWeight(of: $0)
      }
    return strangers + unfilmed(shots) + unshown(shots) + barred(shots) + ends + pairs(shots)
      + brief.performers.flatMap { unmet(of: $0, shots) }
  }

  /// A shot whose type the brief knows, with its times in seconds.
  struct BriefedShot {
    let shot: Shot
    let type: Int
    let start: Double
    let end: Double
  }

  // MARK: Places

  /// The places that the brief speaks of and the song does not have, with those that it has: what is demanded of such a place
  /// is demanded of nothing.
  private var strangers: [String] {
    let brief = self.brief
    let places =
      brief.notBefore.sorted { $0.key < $1.key }.map(\.value)
      + brief.notIn.sorted { $0.key < $1.key }.flatMap(\.value)
      + brief.performers.flatMap { performer -> [SongPlace] in
        if case .places(let places) = performer.singing { return places + performer.solos }
        return performer.solos
      }
    let missing = places.filter { $0.spans(in: sections).isEmpty }.map(\.description)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard !missing.isEmpty else { return [] }
    let titles = sections.sections.indices.map { sections.title(of: $0) }.filter { !$0.isEmpty }
      .map { "\($0.prefix(1).lowercased())\($0.dropFirst())" }
    let known = titles.isEmpty ? "no sections with names" : titles.joined(separator: ", ")
    return ["the brief speaks of \(missing.joined(separator: ", ")), which the song does not have; it has \(known)"]
  }

  /// Where a time lies, for people: `0:31 (verse 1)`.
  private func place(_ time: Double) -> String {
    // Cuts lie on frames, a little before or behind a section's start.
    let section = sections.index(at: time + Self.tolerance) ?? sections.index(at: time)
    let title = section.map { sections.title(of: $0) } ?? ""
    return clock(time) + (title.isEmpty ? "" : " (\(title.prefix(1).lowercased())\(title.dropFirst()))")
  }

  /// A time to the second.
  private func clock(_ time: Double) -> String { ClockTime.text(left: max(0, time)) }

  private func places(_ shots: [BriefedShot]) -> String {
    let shown = shots.prefix(3).map { place($0.start) }.joined(separator: ", ")
    return shots.count > 3 ? "\(shown) and \(shots.count - 3) more times" : shown
  }

  // MARK: Types

  private func unfilmed(_ shots: [BriefedShot]) -> [String] {
    brief.weights.filter { $0.value == 0 }.keys.sorted().flatMap { type in
      told(shots.filter { $0.type == type }) { "\($0) though it is not filmed" }
    }
  }

  /// Types that are wanted more than others, and are not there.
  private func unshown(_ shots: [BriefedShot]) -> [String] {
    brief.weights.filter { $0.value > 1 }.keys.sorted().filter { type in !shots.contains { $0.type == type } }
      .map { type in
        let isBarred = shots.allSatisfy { refuses(type, from: $0.start, to: $0.end) }
        return "\(brief.vocabulary.types[type]) is wanted more than others, but is never shown: "
          + (isBarred ? "it is kept out of the whole song" : "the music speaks for others")
      }
  }

  private func barred(_ shots: [BriefedShot]) -> [String] {
    brief.vocabulary.types.indices.flatMap { type in
      // One demand may have several spans: `not in verse`.
      var demands: [String] = []
      for bar in bars[type] where !demands.contains(bar.words) { demands.append(bar.words) }
      return demands.flatMap { words in
        let spans = bars[type].filter { $0.words == words }.map(\.span)
        let within = shots.filter { shot in
          shot.type == type
            && Self.isBarred(Self.overlap(of: spans, from: shot.start, to: shot.end), of: shot.end - shot.start)
        }
        return told(within) { "\($0) though it is wanted \(words)" }
      }
    }
  }

  /// Shots of one type that stand where they should not, with what keeps them there.
  private func told(_ shots: [BriefedShot], _ words: (String) -> String) -> [String] {
    var reasons: [String] = []
    for shot in shots where !reasons.contains(reason(for: shot)) { reasons.append(reason(for: shot)) }
    return reasons.map { reason in
      let those = shots.filter { self.reason(for: $0) == reason }
      return "\(words("\(those[0].shot.type) stands at \(places(those)),")): \(reason)"
    }
  }

  /// Why a shot is there in spite of the brief.
  private func reason(for shot: BriefedShot) -> String {
    if shot.shot.isLocked { return "the shot is locked" }
    let types = brief.vocabulary.types.indices
    return types.allSatisfy { refuses($0, from: shot.start, to: shot.end) }
      ? "no type is allowed there" : "the limits and the shots beside it leave no other"
  }

  // MARK: Order

  private func end(
    _ verb: String, on shot: BriefedShot, allowed: [Int], _ weight: (Int) -> Double?
  ) -> [String] {
    guard weight(shot.type) ?? 0 < 0 else { return [] }
    let open = allowed.filter { !refuses($0, from: shot.start, to: shot.end) }
    let reason =
      shot.shot.isLocked || !open.isEmpty
      ? reason(for: shot) : "the brief keeps \(brief.names(allowed)) out of that place"
    return ["the film \(verb) on \(shot.shot.type), not on \(brief.names(allowed)): \(reason)"]
  }

  private func pairs(_ shots: [BriefedShot]) -> [String] {
    let cuts = zip(shots, shots.dropFirst())
    let types = brief.vocabulary.types
    let forbidden = brief.forbidden.flatMap { pair in
      let met = cuts.filter { $0.type == pair.first && $1.type == pair.next }
      let isLocked = met.contains { $0.shot.isLocked || $1.shot.isLocked }
      return met.isEmpty
        ? []
        : [
          "\(types[pair.next]) follows \(types[pair.first]) at \(places(met.map(\.1))), which is forbidden: "
            + (isLocked ? "a shot of them is locked" : "the limits and the shots beside them leave no other")
        ]
    }
    let wanted = brief.wanted.filter { pair in !cuts.contains { $0.type == pair.first && $1.type == pair.next } }
    return forbidden
      + wanted.map { pair in
        let missing = Set([pair.first, pair.next]).sorted().filter { type in !shots.contains { $0.type == type } }
        return "\(types[pair.next]) never follows \(types[pair.first]), though that is wanted: "
          + (missing.isEmpty ? "the music speaks for other pairs" : "the plan has no \(brief.names(missing))")
      }
  }
}

// MARK: Performers

extension SongBrief {
  private func unmet(of performer: Performer, _ shots: [BriefedShot]) -> [String] {
    let isShown = shots.contains { $0.shot.subject == performer.name }
    let solos = performer.solos.flatMap { place in
      unmet({ "\(performer.name)'s solo in \($0)" }, in: place, of: performer, shots)
    }
    switch performer.singing {
    case .places(let places):
      let sung = places.flatMap { place in
        unmet({ "\(performer.name), who sings in \($0)," }, in: place, of: performer, shots)
      }
      let isNamed = !solos.isEmpty || !sung.isEmpty
      return sung + solos
        + (isShown || isNamed ? [] : ["\(performer.name) is never shown: \(absence(of: performer, shots))"])
    case .always:
      return solos + (isShown ? [] : ["\(performer.name), who sings, is never shown: \(absence(of: performer, shots))"])
    }
  }

  /// What is wanted of a place in which somebody sings or has a solo: that a shot shows them.
  private func unmet(
    _ who: (String) -> String, in place: SongPlace, of performer: Performer, _ shots: [BriefedShot]
  ) -> [String] {
    // A place that the song does not have is told of as such.
    place.spans(in: sections).compactMap { span in
      let within = shots.filter { Self.overlap(of: [span], from: $0.start, to: $0.end) > Self.tolerance }
      guard !within.contains(where: { $0.shot.subject == performer.name }) else { return nil }
      let time = clock(span.lowerBound)
      let reason = within.isEmpty ? "the plan does not reach so far" : absence(of: performer, within)
      return "\(who("\(place) at \(time)")) is not shown there: \(reason)"
    }
  }

  /// Why nobody sees a performer in some shots.
  private func absence(of performer: Performer, _ shots: [BriefedShot]) -> String {
    let types = brief.types(showing: performer)
    let names = brief.names(types)
    if types.allSatisfy({ type in shots.allSatisfy { refuses(type, from: $0.start, to: $0.end) } }) {
      return "no \(names) can be filmed"
    }
    let fitting = shots.filter { types.contains($0.type) }
    if fitting.isEmpty {
      return shots.allSatisfy(\.shot.isLocked) ? "all shots are locked" : "no \(names) stands there"
    }
    if fitting.allSatisfy(\.shot.isLocked) { return "the shots that could are locked" }
    return "the shots that could show others"
  }
}
