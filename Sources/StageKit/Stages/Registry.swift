/// All stages that a pipeline can use: a value built from the plugins' lists.
public struct Registry: Sendable {
  /// The plugins, in the order given.
  public let plugins: [Plugin]

  private let types: [String: any Stage.Type]

  /// A registry of plugins.
  ///
  /// - Throws: ``Failure`` if two stages share an id, a stage has no granularity, a frame stage has ports
  ///   that cannot stream, a corpus stage gives what belongs to a track, or a learning stage has nothing
  ///   to show for its learning.
  public init(_ plugins: [Plugin]) throws(Failure) {
    var types: [String: any Stage.Type] = [:]
    for plugin in plugins {
      for stage in plugin.stages {
        let id = stage.declaration.id
        guard types.updateValue(stage, forKey: id) == nil else {
          throw Failure("two stages share the id '\(id)'; the second is in the plugin '\(plugin.name)'")
        }
        guard let granularity = Granularity(of: stage) else {
          throw Failure(
            "the stage '\(id)' is neither a FrameStage, a TrackStage, a CorpusStage nor a LearningStage")
        }
        if granularity == .frame, let fault = stage.declaration.streamFaults.first { throw Failure(fault) }
        if granularity == .corpus, let fault = Self.faults(ofCorpusStage: stage).first { throw Failure(fault) }
      }
    }
    self.plugins = plugins
    self.types = types
  }

  private static func faults(ofCorpusStage stage: any Stage.Type) -> [String] {
    stage is any LearningStage.Type ? stage.declaration.learningFaults : stage.declaration.corpusFaults
  }

  /// All stages, in the order of the plugins' lists.
  public var stages: [any Stage.Type] { plugins.flatMap(\.stages) }

  /// The stage with an id, if there is one.
  public subscript(id: String) -> (any Stage.Type)? { types[id] }
}
