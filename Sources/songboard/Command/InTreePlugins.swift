import Features
import Models
import StageKit
import Writers

extension Registry {
  /// The plugins that are built in: the one table that lists them.
  static func inTree() throws -> Registry {
    try Registry([.features, .models, .writers])
  }
}
