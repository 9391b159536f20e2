/// A line of `run.jsonl`: what became of one track.
public struct TrackReport: Sendable, Codable {
  /// Wall-clock seconds of one step of the work.
  public struct Timing: Sendable, Codable {
    /// `hash`, `frames` (decoding and all frame stages), a stage's name, or `publish`.
    public let step: String
    /// How long it took.
    public let seconds: Double

    /// How long a step took.
    public init(step: String, seconds: Double) {
      (self.step, self.seconds) = (step, seconds)
    }
  }

  /// The run's id: the lines of a run have one.
  public let run: String
  /// When the track was done, in seconds since 1970.
  public let time: Int
  /// The track's path in the library.
  public let track: String
  /// How it ended.
  public let status: TrackStatus
  /// The file's content, XXH3-128 in hexadecimal; absent if it could not be read.
  public let hash: String?
  /// The track's length in seconds; absent if it was not decoded.
  public let seconds: Double?
  /// The tempo that a stage found, in beats per minute; absent if none was asked for it.
  public let tempo: Double?
  /// What decoded it, the container and the coding, such as `libsndfile: FLAC (Free Lossless Audio Codec), Signed 16 bit
  /// PCM` or `numpy: .npy`; absent if it was not decoded to its end.
  public let decoder: String?
  /// The documents, relative to the output folder, whole files only. A damaged track that is kept has them too.
  public let documents: [String]
  /// Those of them that this run wrote.
  public let written: [String]
  /// What a person should know though the track went on.
  public let warnings: [String]
  /// Why it failed or what is damaged, and the way out; absent if all is well.
  public let reason: String?
  /// Where the time went.
  public let timings: [Timing]

  /// A line.
  public init(
    run: String, time: Int, track: String, status: TrackStatus, hash: String? = nil, seconds: Double? = nil,
    tempo: Double? = nil, decoder: String? = nil, documents: [String] = [], written: [String] = [],
    warnings: [String] = [], reason: String? = nil, timings: [Timing] = []
  ) {
    (self.run, self.time, self.track, self.status, self.hash) = (run, time, track, status, hash)
    (self.seconds, self.tempo, self.decoder, self.documents) = (seconds, tempo, decoder, documents)
    (self.written, self.warnings, self.reason, self.timings) = (written, warnings, reason, timings)
  }

  /// Whether the track is damaged, and gave documents of what could be decoded.
  public var isPartial: Bool { (status == .truncated || status == .corrupt) && seconds != nil }
}
