import StageKit

/// A training song as the teacher counts it: the label of each second, and the codeword of each frame of each view.
public struct CodedSong: Sendable, Hashable {
  /// The type of each second; `nil` where nobody knows it.
  public let labels: [Int?]
  /// By view, fine to coarse: the codeword of each second's frame, so each view has a codeword per second.
  public let codes: [[Int]]

  /// A song with its views' codewords.
  ///
  /// - Parameter codes: By view, fine to coarse: a codeword per frame of that view.
  /// - Throws: ``Failure`` if a view has another number of frames than the labels need.
  public init(labels: [Int?], codes: [(view: MusicView, words: [Int])]) throws(Failure) {
    var perSecond: [[Int]] = []
    for (view, words) in codes {
      try view.check(frames: words.count, inSeconds: labels.count)
      perSecond.append(labels.indices.map { words[view.frame(ofSecond: $0)] })
    }
    self.labels = labels
    self.codes = perSecond
  }
}
