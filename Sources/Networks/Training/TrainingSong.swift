import StageKit

/// A song to train or validate on.
public struct TrainingSong: Sendable {
  /// The frames, row-major: shape (frames, inputs).
  public let frames: [Float]
  /// The class of each frame; `nil` where it has none, as in songs without labels.
  public let labels: [Int?]
  /// A distribution over the classes for each frame, already softened: shape (frames, classes). A row of zeros is none.
  public let softTargets: [Float]?

  /// A song of as many frames as labels.
  public init(frames: [Float], labels: [Int?], softTargets: [Float]? = nil) {
    (self.frames, self.labels, self.softTargets) = (frames, labels, softTargets)
  }
}

extension TrainingSong {
  /// Checks the arrays' lengths and the labels' range.
  ///
  /// - Throws: ``Failure`` if they do not fit the network.
  func check(_ shape: NetworkShape) throws {
    guard !labels.isEmpty else { throw Failure("a song has no frames") }
    guard frames.count == labels.count * shape.inputs else {
      throw Failure(
        "a song has \(frames.count) numbers for \(labels.count) frames of \(shape.inputs) numbers",
        remedy: "its frames and its labels must be of the same rate and width")
    }
    if let softTargets, softTargets.count != labels.count * shape.outputs {
      throw Failure("a song has \(softTargets.count / shape.outputs) soft targets for \(labels.count) frames")
    }
    if let label = labels.compactMap({ $0 }).first(where: { !(0..<shape.outputs).contains($0) }) {
      throw Failure("a song has the label \(label), of classes from 0 to \(shape.outputs - 1)")
    }
    if frames.contains(where: { !$0.isFinite }) {
      throw Failure("a song has frames with infinite or undefined numbers")
    }
  }

  /// The song with its soft targets alone.
  var withoutLabels: TrainingSong {
    TrainingSong(frames: frames, labels: labels.map { _ in nil }, softTargets: softTargets)
  }
}
