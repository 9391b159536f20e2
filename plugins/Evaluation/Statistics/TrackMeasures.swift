import Glibc
import Shots
import StageKit

/// What is counted in one track's plan.
struct TrackMeasures {
  /// Beats per minute; 0 if there is no pulse or it is not known.
  var tempo = 0.0
  /// Length in seconds.
  var seconds = 0.0
  /// How many shots there are.
  var shots = 0.0
  /// How many shots were wanted.
  var wantedShots = 0.0
  /// Shots outside the limits.
  var violations = 0
  /// Neighbours of one type.
  var equalNeighbours = 0
  /// Cuts inside the track.
  var cuts = 0
  /// Those of the cuts that are near a beat.
  var cutsOnBeat = 0
  /// Those of the cuts that are near a downbeat.
  var cutsOnDownbeat = 0
  /// How much of the time is near a beat, in seconds: what chance would hit.
  var secondsNearBeats = 0.0
  /// Starts of sections inside the track.
  var sectionStarts = 0
  /// Those of the starts that are near a cut.
  var sectionStartsCut = 0
  /// Seconds by role and type, of sections that have a role. Shape (roles, types).
  var roleSeconds = [Double](repeating: 0, count: Role.allCases.count * ShotType.allCases.count)
  /// Seconds by type.
  var typeSeconds = [Double](repeating: 0, count: ShotType.allCases.count)
  /// Shots with two before them.
  var triples = 0
  /// Those of the shots that go straight back to the type before the last.
  var returns = 0
  /// The most shots in a row that go to and fro between two types.
  var longestAlternation = 0

  /// The entropy of the types' shares of the time, in bits, from 0 to 3.
  var entropy: Double {
    let total = typeSeconds.reduce(0, +)
    return typeSeconds.reduce(0) { $1 > 0 ? $0 - $1 / total * log2($1 / total) : $0 }
  }
}

extension TrackMeasures {
  /// Counts a plan.
  ///
  /// - Parameters:
  ///   - target: The mean shot length that was wanted, in seconds.
  ///   - lengths: The shortest and longest shot, in seconds.
  ///   - tolerance: How near is near, in seconds.
  init(
    _ plan: ShotPlan, beats: [Double], downbeats: [Double], sections: SectionMap, tempo: Double, target: Double,
    lengths: ClosedRange<Double>, tolerance: Double
  ) {
    self.tempo = tempo
    seconds = plan.rate.seconds(ofFrame: plan.frames)
    shots = Double(plan.shots.count)
    wantedShots = target > 0 ? seconds / target : 0
    violations = plan.shots.count {
      let length = plan.rate.seconds(ofFrame: $0.frames)
      return length > lengths.upperBound + Self.rounding
        || (length < lengths.lowerBound - Self.rounding && plan.shots.count > 1)
    }
    equalNeighbours = zip(plan.shots, plan.shots.dropFirst()).count { $0.type == $1.type }

    let times = plan.shots.dropFirst().map { plan.seconds(of: $0).start }
    cuts = times.count
    cutsOnBeat = times.count { Self.isNear($0, beats, tolerance) }
    cutsOnDownbeat = times.count { Self.isNear($0, downbeats, tolerance) }
    var covered = 0.0
    for beat in beats {
      let start = max(covered, beat - tolerance, 0)
      let end = min(beat + tolerance, seconds)
      secondsNearBeats += max(0, end - start)
      covered = max(covered, end)
    }
    let starts = sections.sections.map(\.start).filter { min($0, seconds - $0) >= lengths.lowerBound }
    sectionStarts = starts.count
    sectionStartsCut = starts.count { Self.isNear($0, times, tolerance) }
    countTypes(plan, sections)
  }

  private mutating func countTypes(_ plan: ShotPlan, _ sections: SectionMap) {
    let columns = plan.shots.map { shot in ShotType.names.firstIndex(of: shot.type) ?? 0 }
    for (shot, column) in zip(plan.shots, columns) {
      let (start, end) = plan.seconds(of: shot)
      typeSeconds[column] += end - start
      for (section, role) in zip(sections.sections, sections.roles) {
        guard let row = Role.allCases.firstIndex(where: { $0 == role }) else { continue }
        roleSeconds[row * ShotType.allCases.count + column] += max(0, min(end, section.end) - max(start, section.start))
      }
    }
    var alternation = min(columns.count, 2)
    longestAlternation = alternation
    for index in columns.indices.dropFirst(2) {
      let isReturn = columns[index] == columns[index - 2]
      triples += 1
      returns += isReturn ? 1 : 0
      alternation = isReturn ? alternation + 1 : 2
      longestAlternation = max(longestAlternation, alternation)
    }
  }

  /// Differences below this, in seconds, come from rounding.
  private static let rounding = 1e-6

  /// Whether one of some times is near a time.
  private static func isNear(_ time: Double, _ times: [Double], _ tolerance: Double) -> Bool {
    times.contains { abs($0 - time) <= tolerance + rounding }
  }
}
