import Pipeline
import StageKit

extension Run {
  /// What a run would do, and why: what `--dry-run` prints. Nothing is written.
  ///
  /// It takes for granted that all tracks that can be read reach the corpus.
  public func forecast() -> Forecast {
    let identities = tracks.map { track in
      Result { () throws(Failure) in try TrackIdentity(track, plan: plan) }
    }
    let members = zip(tracks, identities).compactMap { track, identity in
      (try? identity.get()).map { CorpusMember(track, identity: $0) }
    }
    let corpusKey = corpusRunner.inputKey(of: members.sorted(by: CorpusMember.precede))
    let stages = phases.corpus.compactMap { forecast(of: $0, corpusKey: corpusKey) }
    let pending = Dictionary(stages.map { ($0.stage, $0) }) { first, _ in first }
    return Forecast(
      tracks: zip(tracks, identities).map { track, identity in
        switch identity {
        case .success(let identity): forecast(of: track, identity: identity, corpusKey: corpusKey, pending: pending)
        case .failure(let failure): Forecast.Track(path: track.path, work: [], failure: failure.description)
        }
      },
      stages: stages)
  }

  private func forecast(of stage: PlannedStage, corpusKey: String) -> Forecast.Work? {
    let step = corpusRunner.step(stage, inputKey: corpusKey)
    guard let reason = step.reasonToRun(handOver.store) else { return nil }
    return Forecast.Work(
      subject: stage.name, stage: stage.name, reason: reason, isKept: step.isKept(in: handOver.store))
  }

  /// - Parameter pending: The corpus stages that would work.
  private func forecast(
    of track: LibraryTrack, identity: TrackIdentity, corpusKey: String, pending: [String: Forecast.Work]
  ) -> Forecast.Track {
    var work = trackRunner.staleness(of: track, identity: identity).map { Forecast.Work($0.document, $0.reason) }
    if work.isEmpty, !phases.corpus.isEmpty, handOver.known(track, identity: identity) == nil {
      work.append(
        Forecast.Work(
          subject: track.path, stage: "source", reason: "what later stages take of it is not kept", isKept: false))
    }
    let inputKey = LaterWork.inputKey(corpus: corpusKey, track: identity.key)
    let stale = lateRunner.staleness(of: track, inputKey: inputKey)
    work += stale.map { document, reason in
      let first = corpusGivers(of: document.port.stage).first { pending[$0] != nil }
      return Forecast.Work(document, first.map { "it waits for \($0), which would run" } ?? reason)
    }
    return Forecast.Track(path: track.path, work: work, failure: nil)
  }

  /// The corpus stages that a stage takes from, directly or not, in the plan's order.
  private func corpusGivers(of stage: String) -> [String] {
    var givers: Set<String> = []
    var front = [stage]
    while let name = front.popLast() {
      for giver in plan.stages.first(where: { $0.name == name })?.givers ?? [] where givers.insert(giver).inserted {
        front.append(giver)
      }
    }
    return phases.corpus.map(\.name).filter { givers.contains($0) }
  }
}

extension Forecast.Work {
  fileprivate init(_ document: PlannedDocument, _ reason: String) {
    self.init(subject: document.path, stage: document.port.stage, reason: reason, isKept: false)
  }
}
