/// A value on a port.
///
/// Domain modules add their own artifacts (`ShotPlan` in Shots); the type decides which ports fit together.
public protocol Artifact: Sendable {
  /// The type of ports that carry it.
  static var type: ArtifactType { get }

  /// The artifact of bytes that ``encode(to:)`` wrote.
  ///
  /// - Throws: ``Failure`` if they are something else, or what reading them throws.
  init(encoded bytes: any ByteSource) throws

  /// Writes all of the artifact: equal artifacts give equal bytes, on any machine.
  ///
  /// - Throws: What reading rows throws, or writing.
  func encode(to sink: inout any ByteSink) throws
}

extension Artifact {
  /// All of the artifact in its written form.
  ///
  /// - Throws: What reading rows throws.
  public func encoded() throws -> [UInt8] {
    var sink: any ByteSink = MemorySink()
    try encode(to: &sink)
    return (sink as? MemorySink)?.bytes ?? []
  }
}

/// An artifact whose ``FrameFormat`` is known when the plan is made.
public protocol FormattedArtifact: Artifact {}

/// An artifact that a frame stage sees block by block while the track streams by.
public protocol StreamedArtifact: FormattedArtifact {}

/// An artifact that is written as JSON: what is small, and of many parts.
public protocol JSONArtifact: Artifact, Codable {}

extension JSONArtifact {
  /// The artifact of JSON.
  ///
  /// - Throws: ``Failure`` if it is something else.
  public init(encoded bytes: any ByteSource) throws { self = try JSONForm.decoded(Self.self, from: bytes.all()) }

  /// The artifact as JSON in one line.
  public func encode(to sink: inout any ByteSink) throws { try sink.write(JSONForm.encoded(self)) }
}
