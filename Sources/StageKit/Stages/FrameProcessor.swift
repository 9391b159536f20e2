/// The state of a frame stage in one track.
public protocol FrameProcessor: AnyObject {
  /// Whether the stage must see the whole track before it can give its first row.
  ///
  /// Then the engine makes two passes: in the first it calls ``survey(_:)`` with all blocks, in the second
  /// ``process(_:into:)`` with the same rows again.
  var surveysFirst: Bool { get }

  /// Looks at a block in the first pass.
  func survey(_ block: FrameBlock) throws

  /// Takes a block and appends the rows that are ready; there may be fewer than it took, or none.
  func process(_ block: FrameBlock, into output: inout Rows) throws

  /// Appends the last rows, after the last block, and gives the artifacts of the other outputs.
  func finish(into output: inout Rows) throws -> Artifacts

  /// What a person should know of the track, though it went on: sentences, once the work is finished.
  var warnings: [String] { get }
}

extension FrameProcessor {
  /// No: one pass.
  public var surveysFirst: Bool { false }

  /// Nothing to say.
  public var warnings: [String] { [] }

  /// Nothing to look at.
  public func survey(_ block: FrameBlock) {}

  /// Nothing left, nothing else.
  public func finish(into output: inout Rows) -> Artifacts { Artifacts() }
}
