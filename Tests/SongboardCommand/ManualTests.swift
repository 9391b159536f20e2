import Testing

@testable import SongboardCommand

/// What the manual says of stages; `.ci/checks/manual` holds all else in it.
@Suite struct ManualTests {
  /// `Tests/Manual/stage_reference.py` writes the page; the table in it is of `songboard list --markdown`.
  @Test func theStageTableIsUpToDate() throws {
    let table = StageText.markdown(try Registry.builtIn().stages)
    #expect(try Repository.text("Sources/songboard/Songboard.docc/Stages.md").contains(table))
  }
}
