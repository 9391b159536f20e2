import Audio
import Files
import Pipeline
import StageKit
import Store

/// One turn of a track: its documents that can be made by now, and what the next corpus stage takes of it.
struct TrackTurn: Sendable {
  let ground: RunGround
  let publisher: Publisher
  /// How many corpus stages have been done.
  let level: Int
  /// The corpus stages that will ask the store for what they take of the track.
  let corpusStages: [Int]

  /// Does the work of one turn.
  ///
  /// - Throws: `CancellationError`, and a ``Failure`` that ends the run; all that is wrong with the track is in what is
  ///   returned.
  func callAsFunction(_ member: CorpusMember, _ progress: TrackProgress) throws -> TrackProgress {
    var progress = progress
    var work: TrackWork?
    do {
      let own = try ground.work(on: member)
      work = own
      try carryOut(own, member, &progress)
    } catch let error as CancellationError {
      throw error
    } catch let failure as AudioFailure {
      try Task.checkCancellation()
      try ground.checkDisk(of: member.track, after: failure)
      progress.fail(failure)
    } catch {
      // What an interruption does to a stage, or to a file that is being read, is no fault of theirs.
      try Task.checkCancellation()
      if ground.isFatal(error) { throw error }
      progress.fail(.failed, "\(error)")
    }
    if let work { progress.add(work) }
    return progress
  }

  private func carryOut(_ work: TrackWork, _ member: CorpusMember, _ progress: inout TrackProgress) throws {
    let assessment = TrackAssessment(of: member, on: ground, level: level, for: corpusStages)
    try work.carryOut(assessment.demand, isForCorpus: !corpusStages.isEmpty)
    ground.store.use(member.keys.source)
    for (index, node) in ground.graph.nodes.enumerated() where node.level <= level && !node.stored.isEmpty {
      if let key = member.keys.tasks[index] { ground.store.use(key) }
    }
    var items: [Publisher.Item] = []
    for making in assessment.makings {
      guard let content = try work.artifact(making.document.port, in: assessment.demand) as? Document else {
        throw Failure("\(making.document.port.stage): gave no document")
      }
      items.append(Publisher.Item(making: making, content: content))
    }
    var outcome = Publisher.Outcome()
    do {
      // What was published before one failed is told.
      defer { progress.add(assessment, outcome, in: ground, hasWorked: work.hasWorked) }
      if !items.isEmpty {
        try progress.watch.time("publish") { try publisher.publish(items, of: member.track.path, &outcome) }
      }
    }
    if let sound = work.sound, let damage = sound.damage, let text = sound.damageText {
      progress.fail(TrackStatus(damage.kind), text)
    }
  }
}
