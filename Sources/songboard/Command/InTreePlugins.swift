import Cameras
import Directing
import Evaluation
import Features
import StageKit
import Structure
import Training
import Writers

extension Registry {
  /// The plugins that are built in: the one table that lists them.
  static func inTree() throws -> Registry {
    try Registry([.features, .structure, .directing, .cameras, .training, .evaluation, .writers])
  }
}
