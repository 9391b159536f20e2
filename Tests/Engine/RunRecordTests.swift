import Files
import Formats
import FoundationEssentials
import StageKit
import Testing

@testable import Engine

/// What `run.yaml` says of a run, so that two can be compared.
@Suite struct RunRecordTests {
  private static let stages = "  groups: {use: groups}\n  print: {use: print, in: {frames: groups}}\n"
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    for (level, name) in ["a", "b", "c"].enumerated() { try workshop.addSong("\(name).wav", [Int16(level), 2, 3, 4]) }
  }

  private func record(source: String = "", tracks: [String] = []) throws -> [String] {
    let plan = try workshop.plan(Self.stages, source: source, tracks: tracks)
    let text = try workshop.run(of: plan, over: ["songs"], jobs: 1).record.text
    var report = Diagnostics(file: "run.yaml")
    _ = NodeComposer.compose(Array(text.utf8), report: &report)
    try report.check()
    return text.split(separator: "\n").map { $0.trimmingPrefix("  ").description }
  }

  @Test func aSplitIsWrittenInTheOrderOfItsParts() throws {
    let lines = try record(source: ", audio: songs, split: {validation: [b.wav, x/*], test: c.wav}")
    #expect(
      lines.filter { $0.hasPrefix("split") } == [#"split.validation: ["b.wav", "x/*"]"#, #"split.test: ["c.wav"]"#])
  }

  @Test func theTablesOfASplitAreFilesThatItRead() throws {
    try workshop.addFile("parts.csv", Array("track,part\na,training\nb,validation\nc,test\n".utf8))
    try workshop.addFile("groups.csv", Array("track,group\na,ann\nb,bob\nc,cleo\n".utf8))
    let lines = try record(source: ", audio: songs, split: {file: parts.csv, group: groups.csv}")
    for name in ["parts.csv", "groups.csv"] {
      let path = "\(workshop.folder)/\(name)"
      #expect(lines.contains("\"\(path)\": \(try FileContent.hash(of: path))"))
    }
  }

  @Test func aFolderIsTheSameHoweverItIsNamed() throws {
    let names = ["songs", "songs/", "./songs", "songs/../songs"].map { "\(workshop.folder)/\($0)" }
    let lines = try names.map { try record(tracks: [$0]).first { $0.hasPrefix("files: ") } }
    #expect(Set(lines).count == 1)
    let pattern = try record(tracks: ["\(workshop.folder)/./songs/**/*.{wav,ogg}"]).first { $0.hasPrefix("files: ") }
    #expect(pattern?.hasSuffix("/songs/**/*.{wav,ogg}\"]") == true)
  }

  /// A record must be read again by `diff`, however many files the command line had.
  @Test func aLongListIsACountAndAHash() throws {
    let names = (0..<12_000).map { "\(workshop.folder)/songs/\($0).wav" }
    let line = try #require(try record(tracks: names).first { $0.hasPrefix("files: ") })
    #expect(line.hasPrefix("files: \"12000, ") && line.utf8.count < 100)
    #expect(try record(tracks: Array(names.dropLast())).contains(line) == false)
    #expect(try record(tracks: names).contains(line))
  }
}
