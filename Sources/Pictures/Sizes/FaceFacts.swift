import StageKit

/// What is known of the faces in a shot, as a row of frames without a rate: a row for each shot.
public struct FaceFacts: Sendable, Hashable {
  /// The columns of the rows.
  public static let columns = ["faces", "ratio", "seen", "alike"]

  /// How many faces a picture of the shot has, in the middle of its pictures.
  public let faces: Double
  /// The height of the largest face over the picture's, in the middle of the pictures with a face; 0 without any.
  public let ratio: Double
  /// The share of the pictures with a face.
  public let seen: Double
  /// The share of the pictures with five faces or more of about one size.
  public let alike: Double

  /// What is known of a shot's faces.
  public init(faces: Double, ratio: Double, seen: Double, alike: Double) {
    (self.faces, self.ratio, self.seen, self.alike) = (faces, ratio, seen, alike)
  }

  /// The facts of all shots.
  ///
  /// - Throws: ``Failure`` if there is not a row for each shot, or what reading kept rows throws.
  public static func rows(_ frames: Frames, shots: Int) throws -> [FaceFacts] {
    guard frames.count == shots else {
      throw Failure("there are \(frames.count) rows of faces for \(shots) shots", remedy: "wire both to the same shots")
    }
    let values = try frames.values().map(Double.init)
    return (0..<shots).map { shot in
      let row = values[shot * columns.count..<(shot + 1) * columns.count]
      let first = row.startIndex
      return FaceFacts(faces: row[first], ratio: row[first + 1], seen: row[first + 2], alike: row[first + 3])
    }
  }
}

extension FrameFormat {
  /// - Throws: ``Failure`` unless the frames are rows of ``FaceFacts``.
  public func requireFaces() throws(Failure) {
    guard columns == FaceFacts.columns else {
      throw Failure(
        "takes rows of the columns \(FaceFacts.columns.joined(separator: ", ")), but is given \(quantity)",
        remedy: "wire a stage that looks for faces")
    }
  }
}
