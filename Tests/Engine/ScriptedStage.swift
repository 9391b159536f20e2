import Glibc
import StageKit

/// A stage that does what a test says: it takes a number of a track, and writes what it is told.
struct ScriptedStage: TrackWorker {
  static let largest = Input<Number>("largest", "Any number.")
  static let text = Output<Document>("text", fileExtension: "script", "What the script gives.")
  static let declaration = StageDeclaration(
    id: "script", doc: "Does what a test says.", source: "These tests.", inputs: [largest], outputs: [text])

  let script: @Sendable (TrackContext) throws -> String

  /// - Parameter script: What is done of a track, on the thread of its job; gives the document.
  static func kind(_ script: @escaping @Sendable (TrackContext) throws -> String) -> StageKind {
    StageKind(declaration, granularity: .track) { _ in .track(ScriptedStage(script: script)) }
  }

  func formats(for inputs: FrameFormats) -> FrameFormats { FrameFormats() }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.text] = Document(text: try script(context))
    return outputs
  }

  /// Waits until something is at a path, or the job is cancelled.
  static func wait(for path: String) throws {
    while access(path, F_OK) != 0 {
      try Task.checkCancellation()
      usleep(2000)
    }
  }
}
