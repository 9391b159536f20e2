/// All stages that a pipeline can use: a value built from the plugins' lists.
public struct Registry: Sendable {
  /// The plugins, in the order given.
  public let plugins: [Plugin]

  private let kinds: [String: StageKind]

  /// A registry of plugins.
  ///
  /// - Throws: ``Failure`` if two stages share an id, a frame stage has ports that cannot stream, a corpus stage gives what
  ///   belongs to a track, or a learning stage has nothing to show for its learning.
  public init(_ plugins: [Plugin]) throws(Failure) {
    var kinds: [String: StageKind] = [:]
    for plugin in plugins {
      for kind in plugin.stages {
        let id = kind.declaration.id
        if let other = kinds.updateValue(kind, forKey: id) {
          let holder = plugins.first { $0.stages.contains { $0.declaration.id == id } }?.name ?? ""
          throw Self.clash(of: id, other, in: holder, and: kind, in: plugin.name)
        }
        if let fault = kind.declaration.faults(as: kind.granularity).first { throw Failure(fault) }
      }
    }
    self.plugins = plugins
    self.kinds = kinds
  }

  private static func clash(
    of id: String, _ first: StageKind, in holder: String, and second: StageKind, in other: String
  ) -> Failure {
    let paths = [first, second].map(\.declaration.origin?.path)
    let places = zip([holder, other], paths).map { name, path in "'\(name)'" + (path.map { ", \($0)" } ?? "") }
    return Failure(
      "two stages share the id '\(id)': one in the plugin \(places[0]), one in \(places[1])",
      remedy: paths.contains(nil) ? "give one of them another id" : "name only one of the two, or give one another id")
  }

  /// All stages, in the order of the plugins' lists.
  public var stages: [StageKind] { plugins.flatMap(\.stages) }

  /// The stage with an id, if there is one.
  public subscript(id: String) -> StageKind? { kinds[id] }
}
