import Glibc
import Shots
import StageKit

/// The model of a track's cuts: what each possible shot scores by its type, length and ends.
///
/// score = kappa x mean log-probability of the type, moved by temperature, floor and brief + log-normal length, moved by the
/// pace + where the cut lies + section borders inside; between shots, what the film language and the brief say of pairs.
/// Source: `plugins/Rules.md`.
struct CutModel {
  let candidates: [CutCandidate]
  let limits: ShotLimits
  let evidence: TypeEvidence
  let music: TrackMusic
  let settings: CutSettings
  let language: FilmLanguage
  let pace: Pace
  /// What is wanted of the film; `nil` if nobody says.
  let brief: SongBrief?
  /// By candidate: which earlier candidates a shot that ends there may start at.
  let starts: [Range<Int>]
  /// What a person has decided, by the candidate where it starts.
  let locks: [Int: LockedSpan]
  /// By candidate: the section in which a shot that starts here is.
  let sections: [Int?]
  /// By candidate: whether a wide shot is due, because the last chance to see the place is long past.
  let isReestablishing: [Bool]

  /// What stands for "never" in the logarithm of a weight where nothing else may be possible: a type below the floor, or
  /// one that may not open a section. A person's mark weighs more.
  static let refused = -12.0
  /// The same for a pair that the film language rules out.
  private static let forbidden = -30.0
  /// The same for a type after itself where no type repeats: only where locked shots leave no other way. No mark weighs more.
  private static let impossible = -100.0

  /// The model of a track without locks.
  init(
    _ candidates: [CutCandidate], limits: ShotLimits, evidence: TypeEvidence, music: TrackMusic, settings: CutSettings,
    language: FilmLanguage, brief: SongBrief? = nil
  ) {
    self.init(
      candidates, starts: limits.starts(of: candidates.map(\.frame)), locks: [], limits: limits, evidence: evidence,
      music: music, settings: settings, language: language, pace: Pace(music, contrast: settings.pace), brief: brief)
  }

  /// The model of the same track with some shots locked.
  func locking(_ shots: LockedShots) -> CutModel {
    let locked = LockedCandidates(shots, among: candidates, limits: limits, gridWeight: language.cuts.beat)
    return CutModel(
      locked.candidates, starts: locked.starts, locks: shots.spans, limits: limits, evidence: evidence, music: music,
      settings: settings, language: language, pace: pace, brief: brief)
  }

  private init(
    _ candidates: [CutCandidate], starts: [Range<Int>], locks: [LockedSpan], limits: ShotLimits,
    evidence: TypeEvidence, music: TrackMusic, settings: CutSettings, language: FilmLanguage, pace: Pace,
    brief: SongBrief?
  ) {
    self.candidates = candidates
    self.starts = starts
    var spans: [Int: LockedSpan] = [:]
    for (place, candidate) in candidates.enumerated() {
      spans[place] = locks.first { $0.frames.lowerBound == candidate.frame }
    }
    self.locks = spans
    self.limits = limits
    self.evidence = evidence
    self.music = music
    self.settings = settings
    self.language = language
    self.pace = pace
    self.brief = brief
    let rate = settings.rate
    let times = candidates.map { rate.seconds(ofFrame: $0.frame) + language.cuts.lead }
    sections = zip(candidates, times).map { $0.section ?? music.sections.index(at: max(0, $1)) }
    var last = 0.0
    isReestablishing = zip(candidates, times).map { candidate, time in
      guard candidate.section != nil, time - last >= settings.reestablish else { return false }
      last = time
      return true
    }
  }

  /// The track's length in seconds, in whole frames.
  var seconds: Double { settings.rate.seconds(ofFrame: limits.frames) }

  /// How many types there are.
  var types: Int { evidence.types }

  /// By type: whether it shows the place, being in the farthest third of the scale.
  var isWide: [Bool] {
    let scale = language.vocabulary.scale.count
    return language.vocabulary.sizes.map { size in size.map { 3 * $0 > 2 * scale } ?? false }
  }

  /// By candidate: the logarithm of the mean length in seconds that the section and the tempo ask for from here on, before
  /// the pace and the type.
  var logLengths: [Double] {
    let usual = language.lengths.mean * language.lengths.factor(ofTempo: music.tempo)
    return sections.map { index in
      log(usual * language.lengths.factor(of: index.flatMap { music.sections.roles[$0] }))
    }
  }

  /// The mean shot length in seconds that the music asks for over the whole track.
  var targetLength: Double {
    let logs = logLengths
    let seconds = candidates.map { settings.rate.seconds(ofFrame: limits.sounding($0.frame)) }
    let paces = candidates.map { pace.integral(to: settings.rate.seconds(ofFrame: $0.frame)) }
    let shots = candidates.indices.dropLast().reduce(0.0) { sum, index in
      let length = seconds[index + 1] - seconds[index]
      guard length > 0 else { return sum }
      return sum + length / exp(logs[index] + (paces[index + 1] - paces[index]) / length)
    }
    return shots > 0 ? self.seconds / shots : language.lengths.mean
  }

  /// With more possible shots than this, a track's lattice takes half a gigabyte and more.
  private static let mostSegments = 4_000_000

  /// The lattice of all ways to cut the track.
  ///
  /// - Throws: ``Failure`` if there are too many possible shots to hold.
  func lattice() throws(Failure) -> SegmentLattice {
    let segments = starts.reduce(0) { $0 + $1.count }
    guard segments <= Self.mostSegments else {
      throw Failure(
        "the track has \(segments) possible shots, more than \(Self.mostSegments)",
        remedy: "lower 'longest' (\(settings.longest.text) s), or cut the track into parts")
    }
    let types = types
    let choice = 1 / settings.temperature
    let scores = SegmentScores(self)
    // Where one type alone is filmed, it follows itself.
    let repeats = language.repeats || brief?.brief.filmed.count == 1
    return SegmentLattice(
      starts: starts, marks: candidates.map(\.mark),
      // A film that a person opens opens as they say.
      opening: (0..<types).map { type in
        guard locks[0] == nil else { return 0 }
        return brief?.openingWeight(of: type) ?? max(Self.logarithm(language.opening[type]) * choice, Self.refused)
      },
      closing: brief.map { brief in (0..<types).map { brief.closingWeight(of: $0) } },
      transition: { beforeLast, last, next in
        guard last != next || repeats else { return locks.isEmpty ? -.infinity : Self.impossible }
        if last == next, !language.repeats { return brief?.pairWeight(from: last, to: next) ?? 0 }
        let factor = language.factor(from: last, to: next)
        let spoken = (Self.logarithm(factor) - (beforeLast == next ? language.aba : 0)) * choice
        return (factor > 0 ? max(spoken, Self.refused) : Self.forbidden)
          + (brief?.pairWeight(from: last, to: next) ?? 0)
      },
      score: { start, end, row in
        if let lock = locks[start] {
          for type in 0..<types { row[row.startIndex + type] = type == lock.type ? 0 : -.infinity }
        } else {
          scores.fill(&row, from: start, to: end)
        }
      })
  }

  /// The logarithm of a weight; that of "never" for 0.
  private static func logarithm(_ weight: Double) -> Double { weight > 0 ? max(log(weight), refused) : refused }

  /// How much likelier a wide shot is where the place should be seen again. Source: `plugins/Rules.md`.
  static let reestablishFactor = 3.0
}
