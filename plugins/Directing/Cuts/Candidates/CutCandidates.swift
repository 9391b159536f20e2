import Glibc
import Shots
import StageKit

/// Finds the frames where shots may start: beats, section starts, some onsets, moments between the beats where the language
/// has them, and a grid where there is nothing else.
struct CutCandidates {
  /// The candidates in order, from the track's first frame to its end.
  private(set) var candidates: [CutCandidate]

  private let music: TrackMusic
  private let limits: ShotLimits
  private let settings: CutSettings
  private let habits: CutHabits
  private let chance: CounterRandom
  private var byFrame: [Int: CutCandidate] = [:]

  /// Between beats, a moment stands for about so many seconds.
  private static let offBeatStep = 0.25

  /// The candidates of a track.
  ///
  /// - Parameters:
  ///   - habits: What cuts weigh by where they lie.
  ///   - chance: Decides which onsets are allowed, how far cuts stray from beats, and where they lie between them.
  init(
    _ music: TrackMusic, limits: ShotLimits, settings: CutSettings, habits: CutHabits, chance: CounterRandom
  ) {
    self.music = music
    self.limits = limits
    self.settings = settings
    self.habits = habits
    self.chance = chance
    candidates = []
    if music.beats.count >= CutGrid.fewestBeats {
      addBeats()
      addBetweenBeats()
      fillGaps()
    } else {
      addGrid(from: 0, to: music.duration)
    }
    addOnsets()
    addMarks()
    addSections()
    sort()
    divideBetweenMarks()
    if !limits.connects(candidates.map(\.frame)) {
      for frame in limits.evenCuts { add(CutCandidate(frame: frame, kind: .grid, weight: habits.beat)) }
      sort()
    }
  }

  private var rate: FrameRate { settings.rate }

  private mutating func sort() {
    let edges = [0, limits.frames].map { CutCandidate(frame: $0, kind: .edge, weight: 0) }
    candidates = [edges[0]] + byFrame.values.sorted { $0.frame < $1.frame } + [edges[1]]
    candidates[0].userMark = music.marks.firstIndex { rate.frame(rounding: $0.start) == 0 }
    for index in candidates.indices { candidates[index].mark = UInt64(index) }
  }

  /// Adds a candidate, unless its frame has one already or is too close to the track's ends.
  private mutating func add(_ candidate: CutCandidate) {
    guard limits.allowsCut(at: candidate.frame), byFrame[candidate.frame] == nil else { return }
    byFrame[candidate.frame] = candidate
  }

  /// The frame at which a cut goes with a moment of the music.
  private func frame(leading time: Double) -> Int {
    rate.frame(rounding: time - habits.lead)
  }

  private mutating func addBeats() {
    let bars = BarCount.bars(of: music.downbeats, longerThan: settings.shortestBar)
    let step = bars.count < music.downbeats.count ? 2 : 1
    let beats = Dictionary(zip(music.beats, music.beats.indices)) { first, _ in first }
    for (bar, time) in bars.enumerated() {
      addBeat(at: time, .downbeat, weight: habits.downbeat, beat: beats[time], bar: bar, downbeat: bar * step)
    }
    // A beat that strays is another frame than its bar's, so beats that begin bars are told by their time.
    let firsts = Set(bars)
    for (beat, time) in music.beats.enumerated() where !firsts.contains(time) {
      addBeat(at: time, .beat, weight: habits.beat, beat: beat)
    }
  }

  /// Adds a beat, as far from its moment as the maker's hand strays.
  private mutating func addBeat(
    at time: Double, _ kind: CutCandidate.Kind, weight: Double, beat: Int?, bar: Int? = nil, downbeat: Int? = nil
  ) {
    let stray = habits.spread > 0 ? habits.spread * chance.normal("stray", UInt64(1000 * max(0, time))) : 0
    add(
      CutCandidate(
        frame: frame(leading: time + stray), kind: abs(stray) <= CutGrid.tolerance ? kind : .offBeat, weight: weight,
        beat: beat, bar: bar, downbeat: downbeat))
  }

  /// Adds moments between the beats, some to each gap, each of which stands for its part of the time.
  private mutating func addBetweenBeats() {
    guard let density = habits.offBeat else { return }
    let times = [0] + music.beats + [music.duration]
    for (index, (start, end)) in zip(times, times.dropFirst()).enumerated() where end > start {
      let count = min(max(1, Int(((end - start) / Self.offBeatStep).rounded())), 1000)
      let step = (end - start) / Double(count)
      for part in 0..<count {
        let place = chance.uniform("between beats", UInt64(index), UInt64(part))
        let frame = frame(leading: start + (Double(part) + place) * step)
        add(CutCandidate(frame: frame, kind: .offBeat, weight: density + log(step)))
      }
    }
  }

  /// Lays the grid through stretches where beats are so rare that shots might have to be long.
  private mutating func fillGaps() {
    let times = [0] + music.beats + [music.duration]
    for (start, end) in zip(times, times.dropFirst())
    where end - start > min(CutGrid.longestGap, settings.longest / 2) {
      addGrid(from: start, to: end)
    }
  }

  private mutating func addGrid(from start: Double, to end: Double) {
    let steps = Int(min((end - start) / CutGrid.step, 1e7))
    guard steps > 1 else { return }
    for step in 1..<steps {
      let isBar = step.isMultiple(of: CutGrid.stepsPerBar)
      add(
        CutCandidate(
          frame: frame(leading: start + Double(step) * CutGrid.step), kind: .grid,
          weight: isBar ? habits.downbeat : habits.beat))
    }
  }

  private mutating func addOnsets() {
    let share = settings.onsetShare
    for (index, time) in music.onsets.enumerated() where chance.uniform("onset", UInt64(index)) < share {
      let frame = frame(leading: time)
      guard nearest(to: frame) == nil else { continue }
      add(CutCandidate(frame: frame, kind: .onset, weight: habits.beat))
    }
  }

  /// Puts a candidate on each mark's own frame, whatever the lead: a person has looked at the very frame.
  private mutating func addMarks() {
    for (index, mark) in music.marks.enumerated() {
      let frame = rate.frame(rounding: mark.start)
      guard limits.allowsCut(at: frame) else { continue }
      var candidate = byFrame[frame] ?? CutCandidate(frame: frame, kind: .userMark, weight: 0)
      guard candidate.userMark == nil else { continue }
      candidate.userMark = index
      candidate.weight += settings.cutMark
      byFrame[frame] = candidate
    }
  }

  /// Lays even cuts between neighbouring marks that no shots within the limits would lead from one to the other.
  private mutating func divideBetweenMarks() {
    let borders = candidates.filter { $0.userMark != nil || $0.kind == .edge }.map(\.frame)
    guard borders.count > 2 else { return }
    for (start, end) in zip(borders, borders.dropFirst()) where end - start >= limits.shortest {
      let own = limits.over(start..<end)
      let between = candidates.lazy.map(\.frame).filter { $0 >= start && $0 <= end }.map { $0 - start }
      guard !own.connects(Array(between)) else { continue }
      for frame in own.evenCuts { add(CutCandidate(frame: start + frame, kind: .grid, weight: habits.beat)) }
    }
    sort()
  }

  /// Marks the candidates where sections start; one is added where there is none.
  private mutating func addSections() {
    for (index, section) in music.sections.sections.enumerated()
    where limits.allowsCut(at: frame(leading: section.start)) {
      let wanted = frame(leading: section.start)
      let frame = nearest(to: wanted) ?? wanted
      var candidate = byFrame[frame] ?? CutCandidate(frame: frame, kind: .section, weight: 0)
      guard candidate.section == nil else { continue }
      candidate.section = index
      candidate.weight += habits.section
      byFrame[frame] = candidate
    }
  }

  /// The nearest frame within the tolerance that has a candidate; the earlier one of equals.
  private func nearest(to frame: Int) -> Int? {
    let reach = rate.frame(rounding: CutGrid.tolerance)
    for distance in 0...reach {
      if byFrame[frame - distance] != nil { return frame - distance }
      if byFrame[frame + distance] != nil { return frame + distance }
    }
    return nil
  }
}
