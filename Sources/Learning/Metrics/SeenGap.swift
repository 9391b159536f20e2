import StageKit

/// How right and how sure probabilities are on songs that were learned from, beside songs that were not.
///
/// What is right on nearly all of the songs that it learned says nothing there that their labels do not say.
public struct SeenGap: Sendable {
  /// More right frames on songs learned from, as a share of all frames, than this is far more.
  public static let far = 0.1

  /// On training songs.
  public private(set) var seen: Judgement
  /// On validation songs.
  public private(set) var unseen: Judgement

  /// Nothing judged yet.
  public init(types: Int) {
    seen = Judgement(types: types)
    unseen = seen
  }

  /// Adds a song of the training or the validation part; songs of other parts count for nothing.
  ///
  /// - Throws: ``Failure`` unless each frame has a label, and a probability for each of the types.
  public mutating func add(_ probabilities: TypeRows, labels: [Int?], of part: TrackPart) throws(Failure) {
    switch part {
    case .training: try seen.add(probabilities, labels: labels)
    case .validation: try unseen.add(probabilities, labels: labels)
    case .test, .unlabelled: break
    }
  }

  /// Whether far more frames are right on songs that were learned from; never without songs of both parts.
  public var isFar: Bool {
    guard let seen = seen.accuracy, let unseen = unseen.accuracy else { return false }
    return seen - unseen > Self.far
  }

  /// Both shares in words: `right on 91 % of training songs and on 33 % of validation songs`.
  public var text: String {
    func percent(_ share: Double?) -> String { share.map { "\(Int((100 * $0).rounded())) %" } ?? "none" }
    return "right on \(percent(seen.accuracy)) of training songs and on \(percent(unseen.accuracy)) of validation songs"
  }
}
