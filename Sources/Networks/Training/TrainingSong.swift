import StageKit

/// A song to train or validate on.
///
/// Its rows stay where they are: each epoch reads the pieces that it takes.
public struct TrainingSong: Sendable {
  /// The frames, as wide as the network's inputs.
  public let frames: Frames
  /// The class of each frame; `nil` where it has none, as in songs without labels.
  public let labels: [Int?]
  /// A distribution over the classes for each frame, already softened. A row of zeros is none.
  public let softTargets: Frames?

  /// A song of as many frames as labels.
  public init(frames: Frames, labels: [Int?], softTargets: Frames? = nil) {
    (self.frames, self.labels, self.softTargets) = (frames, labels, softTargets)
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
}
