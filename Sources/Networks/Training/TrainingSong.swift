import StageKit

/// A song to train or validate on.
///
/// Its rows stay where they are: each epoch reads the pieces that it takes.
public struct TrainingSong: Sendable {
  /// The frames, as wide as the network's inputs.
  public let frames: Frames
  /// The class of each frame; `nil` where it has none, as in songs without labels.
  public let labels: [Int?]
  /// How much each frame's label counts in the loss, at least 0; `nil` where all count as much.
  public let weights: [Float]?
  /// A distribution over the classes for each frame, already softened. A row of zeros is none.
  public let softTargets: Frames?

  /// A song of as many frames as labels.
  public init(frames: Frames, labels: [Int?], weights: [Float]? = nil, softTargets: Frames? = nil) {
    (self.frames, self.labels, self.weights, self.softTargets) = (frames, labels, weights, softTargets)
  }
}

extension TrainingSong {
  /// Checks the rows' number and width, the frames' numbers and the labels' range, in one pass over the frames.
  ///
  /// - Throws: ``Failure`` if they do not fit the network, or what reading the frames throws.
  func check(_ shape: NetworkShape) throws {
    guard !labels.isEmpty else { throw Failure("a song has no frames") }
    guard frames.count == labels.count, frames.format.width == shape.inputs else {
      throw Failure(
        "a song has \(frames.count) rows of \(frames.format.width) numbers for \(labels.count) frames of "
          + "\(shape.inputs) numbers",
        remedy: "its frames and its labels must be of the same rate and width")
    }
    if let softTargets, softTargets.count != labels.count || softTargets.format.width != shape.outputs {
      throw Failure(
        "a song has \(softTargets.count) soft targets of \(softTargets.format.width) classes for \(labels.count) frames "
          + "of \(shape.outputs)")
    }
    if let weights, weights.count != labels.count || !weights.allSatisfy({ $0 >= 0 && $0.isFinite }) {
      throw Failure(
        "a song has \(weights.count) weights for \(labels.count) labels, or one that is no number from 0 on")
    }
    if let label = labels.compactMap({ $0 }).first(where: { !(0..<shape.outputs).contains($0) }) {
      throw Failure("a song has the label \(label), of classes from 0 to \(shape.outputs - 1)")
    }
    try frames.forEachBlock { _, rows in
      guard rows.allSatisfy({ $0.isFinite }) else {
        throw Failure("a song has frames with infinite or undefined numbers")
      }
    }
  }

  /// The song with its soft targets alone.
  var withoutLabels: TrainingSong {
    TrainingSong(frames: frames, labels: labels.map { _ in nil }, softTargets: softTargets)
  }

  /// The song with labels that all count as much: what it is judged by.
  var withoutWeights: TrainingSong { TrainingSong(frames: frames, labels: labels, softTargets: softTargets) }
}
