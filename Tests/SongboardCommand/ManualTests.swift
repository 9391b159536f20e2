import Learning
import StageKit
import Testing

@testable import SongboardCommand

/// What the manual says of stages; `.ci/checks/manual` holds all else in it.
@Suite struct ManualTests {
  /// `Tests/Manual/stage_reference.py` writes the page; the table in it is of `songboard list --markdown`.
  @Test func theStageTableIsUpToDate() throws {
    let page = Self.rows(of: try Repository.text("Sources/songboard/Songboard.docc/Stages.md"))
    let table = Self.rows(of: StageText.markdown(try Registry.builtIn().stages))
    #expect(table.count > 50)
    #expect(table.subtracting(page) == [])
  }

  /// The table of metrics is that of their declaration.
  @Test func theTableOfMetricsIsUpToDate() throws {
    let lines = try Repository.text("Sources/songboard/Songboard.docc/Learning.md").split(separator: "\n").map(
      String.init)
    for metric in Metric.allCases {
      let line = "| `\(metric.rawValue)` | \(metric.heading) | \(metric.unit) | \(metric.explanation) |"
      #expect(lines.contains(line), "\(line)")
    }
  }

  /// The rows of all tables without their first cell, which on the page leads to the stage's section.
  private static func rows(of text: String) -> Set<Substring> {
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    return Set(rows.compactMap { $0.split(separator: "|", maxSplits: 1).last })
  }
}
