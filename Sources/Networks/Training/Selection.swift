/// Which validation measure chooses the best epoch.
public enum Selection: String, Sendable, Hashable, CaseIterable, Codable {
  /// The part of frames whose most probable class is wrong.
  case error
  /// The mean negative log-likelihood of the labels.
  case nll
}
