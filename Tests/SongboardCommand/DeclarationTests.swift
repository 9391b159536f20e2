import StageKit
import Testing

@testable import SongboardCommand

/// Every stage that is built in is held to the same rules.
@Suite struct DeclarationTests {
  @Test func idsAreUnique() throws {
    #expect(try !Registry.builtIn().stages.isEmpty)
  }

  @Test func declarationsAreSound() throws {
    for stage in try Registry.builtIn().stages {
      #expect(stage.declaration.faults.isEmpty)
    }
  }

  @Test func defaultsMakeAStage() throws {
    for stage in try Registry.builtIn().stages {
      #expect(throws: Never.self) { try stage.make(Settings(defaultsOf: stage.declaration)) }
    }
  }
}
