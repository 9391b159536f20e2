import FoundationEssentials
import Pipeline
import StageKit
import Testing

@Suite("Files that settings name")
struct SettingFileKeyTests {
  /// Takes a file.
  private struct FileStage: TrackStage {
    static let document = Output<Document>("document", fileExtension: "txt", "Nothing.")
    static let file = Parameter<SettingFile?>("file", default: nil, "A file.")
    static let declaration = StageDeclaration(
      id: "file", doc: "Takes a file.", source: "own", inputs: [], outputs: [document], parameters: [file])

    init(_ settings: Settings) throws(Failure) { _ = try settings[Self.file]?.content(atMost: 100) }
    func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
  }

  private func result(in folder: String) throws -> PlanResult {
    Planner(registry: try Registry([Plugin(name: "test", stages: [StageKind(FileStage.self)])])).plan(
      Array("version: 1\nsource: {audio: a}\nstages: {f: {use: file, with: {file: v.txt}}}\n".utf8),
      file: "\(folder)/p.yaml")
  }

  @Test("the content decides the key, and where it lies does not")
  func content() throws {
    let root = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    var keys: [String] = []
    for (folder, content) in [("a", "1"), ("b", "1"), ("a", "2")] {
      try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
      try Data(content.utf8).write(to: URL(filePath: "\(root)/\(folder)/v.txt"))
      keys.append(try #require(result(in: "\(root)/\(folder)").plan).stages[0].key)
    }
    #expect(keys[0] == keys[1])
    #expect(keys[0] != keys[2])
  }

  @Test("a file that is not there is an error of its stage")
  func missing() throws {
    #expect(
      try result(in: "nowhere").diagnostics.map(\.description) == [
        "nowhere/p.yaml:3:10: error: stage 'f': nowhere/v.txt: cannot read: No such file or directory"
      ])
  }
}
