/// A stage that works on frames as they stream by, block by block, and keeps nothing that grows with the track.
public protocol FrameStage: Stage {
  /// Makes the worker for one track.
  ///
  /// - Parameter inputs: The formats that ``Stage/formats(for:)`` accepted.
  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor
}
