/// An artifact that the engine can keep in a file between the phases of a run, and from one run to the next.
///
/// Artifacts of other types stay in memory until the run ends.
public protocol KeptArtifact: Artifact {
  /// The artifact of bytes that ``bytes()`` gave.
  ///
  /// - Throws: ``StageFailure`` if they are something else.
  init(bytes: [UInt8]) throws(StageFailure)

  /// All of the artifact.
  ///
  /// - Throws: What reading kept rows throws.
  func bytes() throws -> [UInt8]
}
