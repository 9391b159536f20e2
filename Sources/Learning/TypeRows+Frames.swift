import Shots
import StageKit

extension TypeRows {
  /// The rows of a stream, which may be kept on disk.
  ///
  /// - Throws: What reading kept rows throws.
  public init(_ frames: Frames) throws {
    self.init(types: frames.format.width, floats: try frames.values())
  }

  /// The rows as a stream of probabilities of these types, one row per second.
  public func frames(of types: [String]) -> Frames {
    Frames(format: .shotTypes(types), values: values.map { Float($0) })
  }
}
