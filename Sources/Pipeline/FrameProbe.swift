import StageKit

/// Looks into a user's own rows while a plan is made, so that widths are known before anything runs.
public protocol FrameProbe: Sendable {
  /// Numbers per row of each view, from the first track's files.
  ///
  /// - Parameters:
  ///   - files: Files, folders and patterns of the tracks.
  ///   - endings: Ends of the tracks' paths that are no part of their names.
  ///   - others: The files of the further views, in their order.
  /// - Throws: ``Failure`` if there is no file, or the first cannot be read.
  func widths(of files: [String], endings: [String], others: [TrackFile]) throws(Failure) -> [Int]
}
