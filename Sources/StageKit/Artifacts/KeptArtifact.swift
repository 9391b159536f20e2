/// An artifact that the engine can keep in a file between the phases of a run, and from one run to the next.
///
/// All that the stages of a later phase take must be of such a type; see ``PortKind/isShared``.
public protocol KeptArtifact: Artifact {
  /// The artifact of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  init(kept bytes: [UInt8]) throws(Failure)

  /// All of the artifact: equal artifacts give equal bytes, on any machine.
  ///
  /// - Throws: What reading kept rows throws, or writing a document.
  func kept() throws -> [UInt8]
}
