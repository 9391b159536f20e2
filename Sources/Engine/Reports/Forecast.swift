import Files
import Pipeline
import StageKit
import Store

/// What a run would do, and why: what `--dry-run` prints.
public struct Forecast: Sendable {
  /// A document that would be made.
  public struct Making: Sendable, Hashable {
    /// The document, below the output folder.
    public let document: String
    /// The stage that gives it.
    public let stage: String
    /// Why.
    public let reason: String
  }

  /// What a run would do for one track.
  public struct Track: Sendable, Hashable {
    /// The track's path in the library.
    public let path: String
    /// The documents that would be made.
    public internal(set) var makings: [Making] = []
    /// The steps of the work in their order: `frames` for decoding and all that is made meanwhile, and stages.
    public internal(set) var steps: [String] = []
    /// The documents that stay, because somebody else wrote or changed them, or one that is made of the same shots.
    public internal(set) var edited: [String] = []
    /// Why the track would fail; `nil` if nothing is known to be wrong with it.
    public internal(set) var failure: String?
  }

  /// What a run would do for a corpus stage.
  public struct Stage: Sendable, Hashable {
    /// The stage.
    public let name: String
    /// The documents that would be made.
    public let makings: [Making]
    /// The documents that stay, because somebody else wrote or changed them.
    public let edited: [String]
    /// Whether the stage would work; else its results are in the store.
    public let works: Bool
  }

  /// All tracks: those that cannot be read, then the others in their order.
  public var tracks: [Track] = []
  /// The corpus stages that have something to do, in their order.
  public var stages: [Stage] = []
  /// Files in the output folder that earlier runs wrote of the tracks, and that the plan does not make.
  public var earlier: [String] = []
}

extension Run {
  /// What a run would do, and why. Nothing is written.
  ///
  /// It takes for granted that all tracks that can be read, and are not known to be damaged, reach the corpus.
  ///
  /// - Throws: `CancellationError`.
  public func forecast() throws -> Forecast {
    let store = try Store(path: options.storePath, isReadOnly: true)
    let ground = ground(store: store, published: PublishedDocuments(folder), isNoting: false)
    var forecast = Forecast()
    var corpus = CorpusTurns()
    for track in tracks {
      var progress = TrackProgress(track)
      if let member = try progress.identify(on: ground) {
        corpus.add(member, progress)
      } else {
        let reason = progress.report(of: id, time: 0).reason
        forecast.tracks.append(Forecast.Track(path: track.path, failure: reason))
      }
    }
    if !graph.corpus.isEmpty { corpus.sort() }
    corpus.setKeys(from: 0, on: ground)
    let demand = try CorpusDemand(of: corpus.members, on: ground)
    for member in corpus.members { forecast.tracks.append(try self.forecast(of: member, demand, on: ground)) }
    for index in graph.corpus {
      guard let key = ground.shared.keys[index] else { continue }
      let makings = demand.makings[index] ?? []
      let changed = ground.overwrites ? [] : CorpusWork(index: index, ground: ground, key: key).edited
      let stage = Forecast.Stage(
        name: graph.nodes[index].stage.name, makings: Forecast.makings(makings),
        edited: changed + Forecast.trials(makings), works: demand.stages.contains(index))
      if stage.works || !stage.makings.isEmpty || !stage.edited.isEmpty { forecast.stages.append(stage) }
    }
    if options.attempt == nil { forecast.earlier = try EarlierFiles(beside: self, in: ground.published).all }
    return forecast
  }

  /// The track's turns, one after another: what one makes, the next finds.
  private func forecast(
    of member: CorpusMember, _ demand: CorpusDemand, on ground: RunGround
  ) throws -> Forecast.Track {
    var track = Forecast.Track(path: member.track.path)
    let work = try ground.work(on: member)
    var done: Set<Int> = []
    var isDecoded = false
    for level in 0...graph.corpus.count {
      let index = level < graph.corpus.count ? graph.corpus[level] : nil
      let needed = index.flatMap { demand.stages.contains($0) ? $0 : nil }
      guard level == 0 || needed != nil || graph.hasDocuments(at: level) else { continue }
      let assessment = TrackAssessment(of: member, on: ground, level: level, for: [needed].compactMap(\.self))
      if !isDecoded, work.mustDecode(for: assessment.demand, isForCorpus: needed != nil) {
        isDecoded = true
        track.steps.append("frames")
      }
      for (task, node) in graph.nodes.enumerated() where assessment.demand.tasks.contains(task) {
        if done.insert(task).inserted { track.steps.append(node.stage.name) }
      }
      track.makings += Forecast.makings(assessment.makings)
      track.edited += assessment.edited + assessment.held + Forecast.trials(assessment.makings)
    }
    return track
  }
}

extension Forecast {
  /// The documents that will be there once they are made.
  fileprivate static func makings(_ makings: [TrackAssessment.Making]) -> [Making] {
    makings.filter { !$0.isTrial }.map {
      Making(document: $0.document.path, stage: $0.document.port.stage, reason: $0.reason)
    }
  }

  /// The documents in whose places others' files are, which stay.
  fileprivate static func trials(_ makings: [TrackAssessment.Making]) -> [String] {
    makings.filter(\.isTrial).map(\.document.path)
  }
}
