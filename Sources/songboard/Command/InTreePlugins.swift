import Cameras
import Directing
import Evaluation
import Features
import PluginHost
import StageKit
import Structure
import Training
import Video
import Writers

extension Registry {
  /// The plugins that are built in: the one table that lists them, and those that a program of another package adds.
  static func builtIn() throws(Failure) -> Registry {
    try Registry(
      [.features, .structure, .directing, .cameras, .video, .training, .evaluation, .writers] + Songboard.furtherPlugins
    )
  }

  /// The plugins that are built in, and those from outside that the user names or has installed.
  ///
  /// - Throws: ``Failure`` if one that is named is no plugin, or has a stage of an id that another has.
  static func all(_ host: PluginHost) throws(Failure) -> Registry {
    let outside = try host.plugins { Console.message("warning: \($0)") }
    return try Registry(builtIn().plugins + outside)
  }
}
