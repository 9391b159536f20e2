/// A value on a port.
///
/// Domain modules add their own artifacts (`ShotPlan` in Timeline); the kind decides which ports fit together.
public protocol Artifact: Sendable {
  /// The kind of port that carries this type.
  static var kind: PortKind { get }
}

/// An artifact whose ``FrameFormat`` is known when the plan is made.
public protocol FormattedArtifact: Artifact {}

/// An artifact that a frame stage sees block by block while the track streams by.
public protocol StreamedArtifact: FormattedArtifact {}
