import StageKit

extension SongBrief {
  /// How much of a shot somebody must sing or play a solo to be its singer or soloist; of what is shorter than the shot,
  /// how much of that.
  private static let share = 0.5

  /// Whom each shot of a plan shows: the soloist in a solo, on the instrument or close; the singer close; else players in
  /// turn, whoever has been seen least first. Two neighbours show one person only where nobody else would do as well.
  /// Wide shots and the audience show nobody by name. Locked shots stay as they are.
  ///
  /// - Parameter singing: How much like singing a span in seconds is, by rank from -1 to 1; `nil` where nobody knows.
  public func subjects(
    of plan: ShotPlan, singing: (_ from: Double, _ to: Double) -> Double? = { _, _ in nil }
  ) -> [String?] {
    var seen = [Double](repeating: 0, count: brief.performers.count)
    var subjects: [String?] = []
    for (index, shot) in plan.shots.enumerated() {
      let (start, end) = plan.seconds(of: shot)
      var subject = shot.subject
      if !shot.isLocked, let type = try? brief.vocabulary.column(of: shot.type) {
        let next = index + 1 < plan.shots.count && plan.shots[index + 1].isLocked ? plan.shots[index + 1].subject : nil
        let neighbours = [subjects.last ?? nil, next].compactMap { $0 }
        let span = start...max(start, end)
        let choice = brief.performers.indices.compactMap { place in
          merit(of: brief.performers[place], in: span, framing: brief.framing(of: type), singing: singing(start, end))
            .map {
              (place, $0 - (neighbours.contains(brief.performers[place].name) ? Self.repetition(type, brief) : 0))
            }
        }
        .max { ($0.1, seen[$1.0], $1.0) < ($1.1, seen[$0.0], $0.0) }
        subject = choice.map { brief.performers[$0.0].name }
      }
      if let place = brief.performers.firstIndex(where: { $0.name == subject }) { seen[place] += end - start }
      subjects.append(subject)
    }
    return subjects
  }

  /// How well a performer suits a shot; `nil` for one whom it cannot show. A soloist comes before a singer, a singer before
  /// a player, and a player before whoever has nothing to do.
  private func merit(
    of performer: Performer, in span: ClosedRange<Double>, framing: Brief.Framing, singing: Double?
  ) -> Double? {
    let hasSolo = holds(performer.solos, in: span)
    switch framing {
    case .wide: return nil
    case .instrument: return performer.instrument == nil ? nil : hasSolo ? 3 : 0
    case .tight, .medium:
      if hasSolo { return 4 }
      if sings(performer, in: span, singing: singing) { return 3 }
      return performer.instrument == nil ? 0 : 1
    }
  }

  /// What a neighbour of the same subject takes away: a face stays the singer's, a body need not, since there a cut to
  /// somebody else shows the band; a soloist stays.
  private static func repetition(_ type: Int, _ brief: Brief) -> Double {
    brief.framing(of: type) == .medium ? 2.5 : 0.5
  }

  /// Whether a performer sings in a span: by the brief, and where that says whenever there is singing, by the music.
  private func sings(_ performer: Performer, in span: ClosedRange<Double>, singing: Double?) -> Bool {
    switch performer.singing {
    case .places(let places): holds(places, in: span)
    case .always: singing.map { $0 >= 0 } ?? !brief.performers.contains { holds($0.solos, in: span) }
    }
  }

  private func holds(_ places: [SongPlace], in shot: ClosedRange<Double>) -> Bool {
    let (start, end) = (shot.lowerBound, shot.upperBound)
    return places.contains { place in
      place.spans(in: sections).contains { span in
        let shorter = min(end - start, span.upperBound - span.lowerBound)
        return shorter > 0 && Self.overlap(of: [span], from: start, to: end) >= Self.share * shorter
      }
    }
  }
}
