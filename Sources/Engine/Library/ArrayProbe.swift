import Formats
import Pipeline
import StageKit

/// Reads the widths of rows from the first track's files.
public struct ArrayProbe: FrameProbe {
  /// A probe of `.npy` files.
  public init() {}

  /// Numbers per row of each view, from the first track's headers.
  public func widths(
    of files: [String], endings: [String], others: [TrackFile]
  ) throws(Failure) -> [Int] {
    let tracks = try TrackFinder.frames(suffixes: endings).tracks(for: files)
    guard let track = tracks.first else { return [] }
    var widths = [try NumPyFile.header(of: track.file).columns]
    for file in others {
      widths.append(try NumPyFile.header(of: file.path(for: track.fileStem, format: track.ending)).columns)
    }
    return widths
  }
}
