/// Where the frames of a short-time analysis stand in time.
public struct FrameGrid: Sendable, Hashable {
  /// Samples per second of the audio, in Hz.
  public let sampleRate: Double
  /// Samples from one frame to the next, at least 1.
  public let hop: Int

  /// Frames every `hop` samples of audio at a sample rate in Hz.
  public init(sampleRate: Double, hop: Int) {
    self.sampleRate = sampleRate
    self.hop = hop
  }

  /// Frames per second, in Hz.
  public var rate: Double { sampleRate / Double(hop) }

  /// The time of a frame in seconds, rounded as `librosa.frames_to_time` does.
  public func time(of frame: Int) -> Double {
    Double(frame * hop) / sampleRate
  }

  /// How many whole frames fit into a duration in seconds, rounded as `librosa.time_to_frames` does.
  public func frames(in seconds: Double) -> Int {
    Int(seconds * sampleRate) / hop
  }
}
