import Formats
import StageKit

extension StudyComparison {
  /// The files of a comparison, by path from its folder.
  ///
  /// - Parameters:
  ///   - title: The page's title.
  ///   - claims: The claims that it answers.
  /// - Throws: ``Failure`` if a number is infinite or none.
  public func files(title: String, claims: Claims?) throws -> [(path: String, bytes: [UInt8])] {
    let tables = ComparisonTables(comparison: self)
    let curves = CurveFiles(runs: runs)
    let page = ComparisonPage(comparison: self, title: title, alpha: claims?.alpha)
    let texts =
      [
        ("comparison.json", try JSON.pretty(ComparisonRecord(self, alpha: claims?.alpha ?? 0))),
        ("comparison.csv", tables.numbers), ("tests.csv", tables.tests), ("comparison.tex", tables.latex),
        ("curves.csv", curves.table),
      ] + (claims.map { [("claims.csv", tables.claims(alpha: $0.alpha))] } ?? [])
    return [("comparison.html", try page.markup.page.bytes())]
      + texts.map { ($0, Array($1.utf8)) } + curves.events
  }
}
