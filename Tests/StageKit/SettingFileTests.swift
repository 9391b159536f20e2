import FoundationEssentials
import StageKit
import Testing

@Suite struct SettingFileTests {
  @Test func relativePathsAreOfThePipeline() throws {
    let file = try SettingFile(.text("a/v.yaml"), unit: nil)
    #expect(file.resolved(against: "p").path == "p/a/v.yaml")
    #expect(file.resolved(against: ".").path == "a/v.yaml")
    #expect(SettingFile(path: "/v.yaml").resolved(against: "p").path == "/v.yaml")
    #expect(throws: Failure.self) { try SettingFile(.text(""), unit: nil) }
  }

  @Test func contentIsReadWithinALimit() throws {
    let path = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: Failure("\(path): cannot read: No such file or directory")) {
      try SettingFile(path: path).content(atMost: 10)
    }
    try Data([1, 2, 3]).write(to: URL(filePath: path))
    #expect(try SettingFile(path: path).content(atMost: 3) == [1, 2, 3])
    #expect(throws: Failure("\(path): cannot read: it is larger than 2 bytes")) {
      try SettingFile(path: path).content(atMost: 2)
    }
    #expect(throws: Failure.self) {
      try SettingFile(path: FileManager.default.temporaryDirectory.path).content(atMost: 10)
    }
  }
}
