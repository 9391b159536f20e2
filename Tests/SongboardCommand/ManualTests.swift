import FoundationEssentials
import StageKit
import Testing

@testable import SongboardCommand

@Suite struct ManualTests {
  private static let catalogue = "Sources/songboard/Songboard.docc"

  /// `Tests/SongboardCommand/stage_reference.py` writes the page; the table in it is of `songboard list --markdown`.
  @Test func theStageTableIsUpToDate() throws {
    let table = StageText.markdown(try Registry.builtIn().stages)
    #expect(try Repository.text("\(Self.catalogue)/Stages.md").contains(table))
  }

  @Test func allFilesThatItNamesAreThere() throws {
    let pattern = /(?:pipelines|plugins|Sources|Tests|\.ci)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9_]/
    let pages = try ["README.md"] + Repository.files(under: Self.catalogue, ending: ".md")
    #expect(pages.count > 30)
    for page in pages {
      for name in try Repository.text(page).matches(of: pattern).map({ String($0.0) }) {
        #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(name)"), "\(page) names \(name)")
      }
    }
  }
}
