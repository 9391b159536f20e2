import FoundationEssentials
import StageKit
import Testing

@testable import SongboardCommand

@Suite struct ReadmeTests {
  /// `songboard list --markdown` prints the table.
  @Test func theStageTableIsUpToDate() throws {
    let table = StageText.markdown(try Registry.builtIn().stages)
    #expect(try Repository.text("README.md").contains(table))
  }

  @Test func allFilesThatItNamesAreThere() throws {
    let pattern = /(?:pipelines|plugins|Sources|Tests|\.ci)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9_]/
    let names = try Repository.text("README.md").matches(of: pattern).map { String($0.0) }
    #expect(!names.isEmpty)
    for name in names {
      #expect(FileManager.default.fileExists(atPath: "\(Repository.root)/\(name)"), "README.md names \(name)")
    }
  }
}
