import StageKit
import Testing

@testable import PluginHost

/// Frame stages of a program outside.
struct OutsideFrameTests {
  private static let values = (0..<300).map { Float($0) }

  @Test(arguments: [1, 7, 100, 1000])
  func rowsDoNotDependOnBlocks(rows: Int) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("gain", gain: 3)
    let given = try bench.stream(work, Self.values, blocks: rows)
    #expect(given.rows == Self.values.map { $0 * 3 })
    #expect(given.warnings == ["saw True"])
  }

  /// More than the pipes between the two hold, both ways.
  @Test func longStreamsFlow() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("gain", gain: 1)
    let values = (0..<600_000).map { Float($0 % 1000) }
    #expect(try bench.stream(work, values, blocks: 500).rows == values)
  }

  @Test func anEmptyTrackIsATrack() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("gain")
    let given = try bench.stream(work, [], blocks: 1)
    #expect(given.rows.isEmpty && given.warnings == ["saw False"])
  }

  /// What a plugin must not do costs its track; the next one goes well.
  @Test(arguments: [
    (
      "crash",
      "the plugin 'p' ended with signal 11 (Segmentation fault), under a limit of 8192 MiB of memory: the last words"
    ),
    ("hang", "the plugin 'p' gave nothing for 1 s"),
    ("lie", "the plugin 'p': it announced a buffer 'rows' of the shape [-3, 7], which cannot be"),
    ("huge", "the plugin 'p': it sent a header of 4294967295 bytes, or wrote text to its standard output"),
    ("babble", "or wrote text to its standard output"),
    ("memory", "MemoryError"),
    ("narrow", "its output 'rows': it gave rows of the shape [100, 1], and its format says that they are 3 wide"),
    ("nan", "its output 'rows': the number in row 0, column 0 is nan"),
    ("more", "the plugin 'p': it ended, or wrote something, after `done`"),
    ("refuse", "the plugin 'p': this track is too sad; take another"),
  ])
  func faultsCostATrack(id: String, reason: String) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, work) = try bench.work(id, host: host, yaml: "timeout: 1 s\n")
    for _ in 0..<2 {
      let failure = #expect(throws: Failure.self) { try bench.stream(work, Self.values, blocks: 1000) }
      #expect(failure?.description.contains(reason) == true, "\(String(describing: failure))")
    }
    let (_, good) = try bench.work("gain", gain: 1, host: host)
    #expect(try bench.stream(good, Self.values, blocks: 1000).rows == Self.values)
  }

  @Test func muchLogIsNoFault() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("flood")
    for _ in 0..<2 { #expect(try bench.stream(work, Self.values, blocks: 1000).rows == Self.values) }
  }

  @Test func aProcessServesOneTrackAfterAnother() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, work) = try bench.work("gain", gain: 1, host: host)
    for _ in 0..<3 { _ = try bench.stream(work, Self.values, blocks: 10) }
    #expect(host.close().isEmpty)
  }
}
