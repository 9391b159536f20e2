import Shots

/// How locked shots come back into what a decoder gives.
extension LockedShots {
  /// A decoder's shots with each locked span divided into its shots again.
  ///
  /// - Parameter candidates: What the shots count by; the locks' borders are among them.
  func divided(_ shots: [DecodedShot], at candidates: [CutCandidate]) -> [DecodedShot] {
    let places = Self.places(candidates)
    let locked = self.shots.compactMap { shot -> DecodedShot? in
      guard let start = places[shot.inFrame], let end = places[shot.outFrame] else { return nil }
      let type = column(of: shot)
      let certain = vocabulary.types.indices.map { $0 == type ? 1.0 : 0 }
      return DecodedShot(start: start, end: end, type: type, probabilities: certain)
    }
    let taken = Set(spans.compactMap { places[$0.frames.lowerBound] })
    return (shots.filter { !taken.contains($0.start) } + locked).sorted { $0.start < $1.start }
  }

  /// Shots with the locked ones laid over them: what lies beneath a lock goes or is cut short.
  ///
  /// - Returns: The shots, and the candidates that they count by.
  func laid(
    over shots: [DecodedShot], at candidates: [CutCandidate]
  ) -> (candidates: [CutCandidate], shots: [DecodedShot]) {
    var byFrame = Dictionary(uniqueKeysWithValues: candidates.map { ($0.frame, $0) })
    for frame in self.shots.flatMap({ [$0.inFrame, $0.outFrame] }) where byFrame[frame] == nil {
      byFrame[frame] = CutCandidate(frame: frame, kind: .lock, weight: 0)
    }
    let all = byFrame.values.sorted { $0.frame < $1.frame }
    let places = Self.places(all)
    let stretches = stretches(of: candidates.last?.frame ?? 0)
    let free = shots.flatMap { shot in
      let frames = candidates[shot.start].frame..<candidates[shot.end].frame
      return stretches.compactMap { stretch -> DecodedShot? in
        let left = frames.clamped(to: stretch)
        guard !left.isEmpty, let start = places[left.lowerBound], let end = places[left.upperBound] else { return nil }
        var shot = shot
        (shot.start, shot.end) = (start, end)
        return shot
      }
    }
    return (all, divided(free, at: all))
  }

  private static func places(_ candidates: [CutCandidate]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.frame, $0) })
  }
}
