/// One channel of audio at the pipeline's rate, as float samples with full scale at -1 and 1.
public struct Samples: StreamedArtifact {
  /// Carried by ports of kind ``PortKind/audio``.
  public static let type = ArtifactType(Samples.self, kind: .audio)

  /// The samples as rows of one number.
  public let frames: Frames

  /// Samples as rows of one number.
  public init(_ frames: Frames) {
    self.frames = frames
  }

  /// Samples in memory at a rate in Hz.
  public init(sampleRate: Double, values: [Float]) {
    self.init(Frames(format: .audio(sampleRate: sampleRate), values: values))
  }

  /// How many samples there are.
  public var count: Int { frames.count }

  /// Samples per second, in Hz.
  public var sampleRate: Double { frames.format.rate }
}

extension Samples {
  /// The samples of bytes that ``encode(to:)`` wrote.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(encoded bytes: any ByteSource) throws { self.init(try Frames(encoded: bytes)) }

  /// The samples as frames are written.
  ///
  /// - Throws: What reading rows throws.
  public func encode(to sink: inout any ByteSink) throws { try frames.encode(to: &sink) }
}
