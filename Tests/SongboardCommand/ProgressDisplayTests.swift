import StageKit
import Testing

@testable import Engine
@testable import SongboardCommand

/// What a run says of files of earlier runs.
@Suite struct ProgressDisplayTests {
  private func text(_ count: Int, removable: Int, removed: Int = 0) -> String {
    ProgressDisplay.text(
      of: RunSummary.Earlier(count: count, removable: removable, removed: removed, example: "a.mp4"), in: "out")
  }

  @Test func whatCanBeRemovedIsOffered() {
    #expect(
      text(2, removable: 1).hasSuffix(
        "such as a.mp4: --dry-run lists them, --prune removes what nobody has changed or needs, once all is complete"))
  }

  @Test func whatStaysIsNotOffered() {
    #expect(text(1, removable: 0).hasPrefix("1 file in out was not made by this run"))
    #expect(text(1, removable: 0).hasSuffix("such as a.mp4: it stays until you make it again or remove it"))
    #expect(text(2, removable: 0).hasSuffix("they stay until you make them again or remove them"))
  }

  @Test func whatWasRemovedIsTold() {
    #expect(
      text(3, removable: 2, removed: 2).hasSuffix("2 in all; 1 file stays, being changed, named in others, or no run's")
    )
  }
}
