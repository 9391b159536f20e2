import StageKit

/// The candidates of a track with locked shots, and which shots are possible between them.
///
/// A locked span is one possible shot and nothing else crosses it. Between locks the limits hold as on a track of its own;
/// a stretch shorter than the shortest shot is one shot.
struct LockedCandidates {
  /// The candidates in order: those of the free track, the locks' borders, and even cuts where a stretch needs them.
  let candidates: [CutCandidate]
  /// By candidate: which earlier candidates a shot that ends there may start at.
  let starts: [Range<Int>]

  /// - Parameters:
  ///   - free: The candidates of the track without locks; those inside locks stay, but no shot starts there.
  ///   - gridWeight: The weight of an even cut.
  init(_ locks: LockedShots, among free: [CutCandidate], limits: ShotLimits, gridWeight: Double) {
    var byFrame = Dictionary(uniqueKeysWithValues: free.map { ($0.frame, $0) })
    func add(_ frame: Int, _ kind: CutCandidate.Kind, weight: Double) {
      guard byFrame[frame] == nil else { return }
      byFrame[frame] = CutCandidate(frame: frame, kind: kind, weight: weight, mark: Self.firstMark + UInt64(frame))
    }
    for shot in locks.shots {
      add(shot.inFrame, .lock, weight: 0)
      add(shot.outFrame, .lock, weight: 0)
    }
    let stretches = locks.stretches(of: limits.frames)
    for stretch in stretches {
      let own = limits.over(stretch)
      let borders = byFrame.keys.filter { $0 >= stretch.lowerBound && $0 <= stretch.upperBound }.sorted()
      guard !own.connects(borders.map { $0 - stretch.lowerBound }) else { continue }
      for frame in own.evenCuts { add(stretch.lowerBound + frame, .grid, weight: gridWeight) }
    }
    candidates = byFrame.values.sorted { $0.frame < $1.frame }
    starts = Self.starts(of: candidates.map(\.frame), locks.spans, stretches, limits)
  }

  /// Free candidates are marked by their number, of which there are fewer.
  private static let firstMark: UInt64 = 1 << 32

  private static func starts(
    of borders: [Int], _ spans: [LockedSpan], _ stretches: [Range<Int>], _ limits: ShotLimits
  ) -> [Range<Int>] {
    let places = Dictionary(uniqueKeysWithValues: borders.enumerated().map { ($1, $0) })
    func place(_ frame: Int) -> Int { places[frame] ?? 0 }
    // Nothing ends where nothing is said: at the first border, and inside locks.
    var starts = borders.indices.map { $0..<$0 }
    for span in spans {
      let first = place(span.frames.lowerBound)
      starts[place(span.frames.upperBound)] = first..<first + 1
    }
    for stretch in stretches {
      let first = place(stretch.lowerBound)
      let last = place(stretch.upperBound)
      let own = limits.over(stretch).starts(of: borders[first...last].map { $0 - stretch.lowerBound })
      for (offset, range) in own.enumerated().dropFirst() {
        starts[first + offset] = range.lowerBound + first..<range.upperBound + first
      }
    }
    return starts
  }
}
