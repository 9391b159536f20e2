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
  /// The cuts, if the bars are known.
  var cutsInBars = 0
  /// Those of the cuts that are near a downbeat.
  var cutsOnDownbeat = 0
  /// How much of the time is near a beat, in seconds: what chance would hit.
  var secondsNearBeats = 0.0
  /// Starts of sections inside the track.
  var sectionStarts = 0
  /// Those of the starts that are near a cut.
  var sectionStartsCut = 0
  /// Silences and tails.
  var silences = 0
  /// Those of the silences in which nothing is cut.
  var silencesHeld = 0
  /// Shots of which it is known how likely their type and the next were.
  var weighedShots = 0
  /// Those of the shots whose next type was likelier.
  var doubtfulShots = 0
  /// How long each type is on screen.
  var types: TypeTimes
  /// How sections open.
  var openings: Openings
  /// How lengths go with loudness; `nil` if that is not known.
  var pace: PaceMeasures?
  /// How often shots go straight back to the type before the last.
  var returns: TypeReturns
}

extension TrackMeasures {
  /// What a plan is measured against.
  struct Music {
    /// Beats in seconds.
    var beats: [Double] = []
    /// First beats of bars in seconds; empty if they are not known, or not surely.
    var downbeats: [Double] = []
    var sections: SectionMap
    /// Beats per minute; 0 if there is no pulse or it is not known.
    var tempo = 0.0
    /// Silences and tails; `nil` if they are not known.
    var silences: [Event]?
    /// What the music does in each second; `nil` if not known.
    var cues: CueRows?
  }

  /// Counts a plan.
  ///
  /// - Parameters:
  ///   - target: The mean shot length that was wanted, in seconds.
  ///   - lengths: The shortest and longest shot, in seconds.
  ///   - tolerance: How near is near, in seconds.
  init(_ plan: ShotPlan, _ music: Music, target: Double, lengths: ClosedRange<Double>, tolerance: Double) {
    types = TypeTimes(plan, music.sections)
    returns = TypeReturns(plan.shots.map(\.type))
    openings = Openings(plan, music.sections, tolerance: tolerance)
    pace = music.cues.map { PaceMeasures(plan, music.sections, cues: $0) }
    tempo = music.tempo
    seconds = plan.rate.seconds(ofFrame: plan.frames)
    shots = Double(plan.shots.count)
    wantedShots = target > 0 ? seconds / target : 0
    let quiet = QuietSpans(beats: music.beats, silences: music.silences, duration: seconds)
    violations = plan.shots.count { shot in
      let (start, end) = plan.seconds(of: shot)
      return end - start - quiet.seconds(from: start, to: end) > lengths.upperBound + Self.rounding
        || (end - start < lengths.lowerBound - Self.rounding && plan.shots.count > 1)
    }
    equalNeighbours = zip(plan.shots, plan.shots.dropFirst()).count { $0.type == $1.type }
    let weighed = plan.shots.compactMap { shot in
      shot.probability.flatMap { own in shot.runnerUpProbability.map { (own, next: $0) } }
    }
    weighedShots = weighed.count
    doubtfulShots = weighed.count { $0.next > $0.0 }
    countCuts(plan.shots.dropFirst().map { plan.seconds(of: $0).start }, music, lengths.lowerBound, tolerance)
  }

  private mutating func countCuts(_ times: [Double], _ music: Music, _ shortest: Double, _ tolerance: Double) {
    cuts = times.count
    cutsOnBeat = times.count { Self.isNear($0, music.beats, tolerance) }
    cutsInBars = music.downbeats.isEmpty ? 0 : cuts
    cutsOnDownbeat = times.count { Self.isNear($0, music.downbeats, tolerance) }
    var covered = 0.0
    for beat in music.beats {
      let start = max(covered, beat - tolerance, 0)
      let end = min(beat + tolerance, seconds)
      secondsNearBeats += max(0, end - start)
      covered = max(covered, end)
    }
    let starts = music.sections.sections.map(\.start).filter { min($0, seconds - $0) >= shortest }
    sectionStarts = starts.count
    sectionStartsCut = starts.count { Self.isNear($0, times, tolerance) }
    let quiet = music.silences ?? []
    silences = quiet.count
    silencesHeld = quiet.count { silence in
      !times.contains { $0 > silence.start + tolerance && $0 < silence.end - tolerance }
    }
  }

  /// Differences below this, in seconds, come from rounding.
  private static let rounding = 1e-6

  /// Whether one of some times is near a time.
  private static func isNear(_ time: Double, _ times: [Double], _ tolerance: Double) -> Bool {
    times.contains { abs($0 - time) <= tolerance + rounding }
  }
}
