import StageKit
import Testing

@testable import Pipeline

@Suite("How frames were made")
struct LineageTests {
  /// The lineages on the input of a stage that takes a source's only view.
  private func lineages(_ frames: String, port: String) throws -> [Lineage]? {
    let text = """
      version: 1
      source: {frames: \(frames)}
      stages:
        dump: {use: dump, in: {frames: \(port)}}

      """
    return try sound(text).stages[0].lineages["frames"]
  }

  @Test("a view's rows are what they are, whatever the view is called")
  func viewsOfOtherNames() throws {
    let alone = try lineages("{files: '*.npy', rate: 1 Hz, width: 40}", port: "frames")
    #expect(alone == [Lineage(parts: [Lineage.Part(stage: "source", settings: ["rate": "1", "width": "40"])])])
    for name in ["x", "y"] {
      #expect(try lineages("{\(name): {files: '*.npy', rate: 1 Hz, width: 40}}", port: name) == alone)
    }
    #expect(try lineages("{x: {files: '*.npy', rate: 1 Hz, width: 41}}", port: "x") != alone)
    #expect(try lineages("{x: {files: '*.npy', rate: 2 Hz, width: 40}}", port: "x") != alone)
  }
}
