import Glibc
import Shots
import StageKit

/// The model of a track's cuts: what each possible shot scores by its type, length and ends.
///
/// score = kappa x mean log-probability of the type + log-normal length + where the cut lies + section borders inside.
/// Source: `plugins/Rules.md`.
struct CutModel {
  let candidates: [CutCandidate]
  let limits: ShotLimits
  let evidence: TypeEvidence
  let music: TrackMusic
  let settings: CutSettings
  /// By candidate: which earlier candidates a shot that ends there may start at.
  let starts: [Range<Int>]
  /// What a person has decided, by the candidate where it starts.
  let locks: [Int: LockedSpan]
  /// By candidate: the section in which a shot that starts here is.
  let sections: [Int?]
  /// By candidate: whether a wide shot is due, because the last chance to see the place is long past.
  let isReestablishing: [Bool]
  /// By candidate: the mean shot length in seconds that is wanted from here on, before the type's own factor.
  let lengths: [Double]

  /// The model of a track without locks.
  init(
    _ candidates: [CutCandidate], limits: ShotLimits, evidence: TypeEvidence, music: TrackMusic, settings: CutSettings
  ) {
    self.init(
      candidates, starts: limits.starts(of: candidates.map(\.frame)), locks: [], limits: limits, evidence: evidence,
      music: music, settings: settings)
  }

  /// The model of the same track with some shots locked.
  func locking(_ shots: LockedShots) -> CutModel {
    let locked = LockedCandidates(shots, among: candidates, limits: limits, gridWeight: settings.cutBeat)
    return CutModel(
      locked.candidates, starts: locked.starts, locks: shots.spans, limits: limits, evidence: evidence, music: music,
      settings: settings)
  }

  private init(
    _ candidates: [CutCandidate], starts: [Range<Int>], locks: [LockedSpan], limits: ShotLimits,
    evidence: TypeEvidence, music: TrackMusic, settings: CutSettings
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
    let rate = settings.rate
    let times = candidates.map { rate.seconds(ofFrame: $0.frame) + settings.lead }
    let sections = zip(candidates, times).map { $0.section ?? music.sections.index(at: max(0, $1)) }
    let pace = settings.averageLength * music.tempoFactor(exponent: settings.tempoExponent)
    lengths = sections.map { index in
      pace * RoleTable.row(for: index.map { music.sections.roles[$0] } ?? .instrumental).length
    }
    self.sections = sections
    var last = 0.0
    isReestablishing = zip(candidates, times).map { candidate, time in
      guard candidate.section != nil, time - last >= settings.reestablish else { return false }
      last = time
      return true
    }
  }

  /// The mean shot length in seconds that the roles and the tempo ask for over the whole track.
  var targetLength: Double {
    let rate = settings.rate
    let shots = candidates.indices.dropLast().reduce(0.0) { sum, index in
      sum + rate.seconds(ofFrame: candidates[index + 1].frame - candidates[index].frame) / lengths[index]
    }
    return shots > 0 ? rate.seconds(ofFrame: limits.frames) / shots : settings.averageLength
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
    let types = ShotType.allCases
    let rate = settings.rate
    let kappa = settings.kappa
    let sigma = settings.sigma
    let cross = settings.crossSection
    let aba = settings.aba
    let wideBonus = Self.wide.map { $0 ? log(Self.reestablishFactor) : 0 }
    let language = FilmLanguage.concert
    let typeLengths = language.lengths.byType.map { log($0) }
    let logLengths = lengths.map { log($0) - sigma * sigma / 2 }
    let seconds = candidates.map { rate.seconds(ofFrame: $0.frame) }
    let positions = seconds.map { evidence.position(of: $0) }
    let integrals = positions.flatMap { evidence.integral(to: $0) }
    var starting = 0
    let borders = candidates.map { candidate in
      if candidate.section != nil { starting += 1 }
      return starting
    }
    return SegmentLattice(
      starts: starts, marks: candidates.map(\.mark),
      // A film that a person opens opens as they say.
      opening: types.map { locks[0] == nil ? log(language.opening[$0.column]) : 0 },
      transition: { beforeLast, last, next in
        log(language.factor(from: last, to: next)) - (beforeLast == next ? aba : 0)
      },
      score: { start, end, scores in
        if let lock = locks[start] {
          for type in types.indices { scores[scores.startIndex + type] = types[type] == lock.type ? 0 : -.infinity }
          return
        }
        let length = log(max(seconds[end] - seconds[start], 1e-3))
        let rows = max(positions[end] - positions[start], 1e-6)
        let inside = borders[end - 1] - borders[start]
        let cut = candidates[end].weight + cross * Double(inside)
        for type in types.indices {
          let strangeness = (length - logLengths[start] - typeLengths[type]) / sigma
          let mean = (integrals[end * types.count + type] - integrals[start * types.count + type]) / rows
          scores[scores.startIndex + type] =
            kappa * mean - strangeness * strangeness / 2 + cut + (isReestablishing[start] ? wideBonus[type] : 0)
        }
      })
  }

  /// How much likelier a wide shot is where the place should be seen again. Source: `plugins/Rules.md`.
  static let reestablishFactor = 3.0

  /// By type: whether it shows the place.
  static let wide = ShotType.allCases.map { $0 == .long || $0 == .extremeLong }
}
