import Files
import Formats
import Foundation
import StageKit
import Synchronization
import Testing

@testable import PluginHost

/// How processes of programs outside are started, used again and ended.
struct PluginProcessTests {
  private static let values = (0..<300).map { Float($0) }

  /// What a plugin gives after an edit must not be kept under what it was before.
  @Test func anEditDuringTheRunIsSeen() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, edits) = try bench.work("edit", host: host)
    let (_, good) = try bench.work("gain", gain: 1, host: host)
    #expect(try bench.stream(good, Self.values, blocks: 1000).rows == Self.values)
    for work in [edits, good] {
      let failure = #expect(throws: Failure.self) { try bench.stream(work, Self.values, blocks: 1000) }
      #expect(failure?.reason.hasPrefix("the plugin 'p' changed during the run") == true)
      #expect(failure?.remedy.hasPrefix("run again") == true)
    }
    // The next run has the plugin as it is then.
    let (_, again) = try bench.work("gain", gain: 1)
    #expect(try bench.stream(again, Self.values, blocks: 1000).rows == Self.values)
  }

  @Test func anEditBeforeTheFirstStartIsSeen() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("gain", gain: 1)
    let file = "\(bench.folder)/p/program.py"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try bench.write(text + "# another\n", to: file)
    let failure = #expect(throws: Failure.self) { try bench.stream(work, Self.values, blocks: 1000) }
    #expect(failure?.reason.contains("changed during the run") == true)
    // Another time, and the same content.
    try bench.write(text, to: file)
    #expect(try bench.stream(work, Self.values, blocks: 1000).rows == Self.values)
  }

  /// What is installed meanwhile counts if its version is another: a folder changes for many reasons.
  @Test func anUpdateDuringTheRunIsSeen() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    try FileManager.default.createDirectory(atPath: "\(bench.folder)/site", withIntermediateDirectories: true)
    let place = try bench.plugin(stages: "gain")
    let file = "\(place)/program.py"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let site = "\(bench.folder)/site"
    let told = #""watch": ["\#(site)"], "depends": {"torch": str(len(os.listdir("\#(site)")))}, "stages": chosen"#
    try bench.write(text.replacing(#""stages": chosen"#, with: told), to: file)
    let (_, work) = try bench.work("gain", gain: 1)
    #expect(try bench.stream(work, Self.values, blocks: 1000).rows == Self.values)
    // Something came and went.
    try bench.write("", to: "\(bench.folder)/site/x")
    try FileManager.default.removeItem(atPath: "\(bench.folder)/site/x")
    #expect(try bench.stream(work, Self.values, blocks: 1000).rows == Self.values)
    try bench.write("", to: "\(bench.folder)/site/torch")
    let failure = #expect(throws: Failure.self) { try bench.stream(work, Self.values, blocks: 1000) }
    #expect(
      failure?.description.contains("what the plugin 'p' depends on changed during the run (torch 0, now 1)") == true,
      "\(String(describing: failure))")
  }

  /// Six stages of one plugin, two jobs: two processes, which are opened for one stage after another.
  @Test func aJobHasOneProcess() async throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let works = try "abcdef".map { try bench.work("count.\($0)", host: host).1 }
    let counts = try await withThrowingTaskGroup(of: [Double].self) { group in
      for _ in 0..<2 {
        group.addTask { try (0..<3).flatMap { _ in try works.map(Self.count) } }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(counts.count == 36)
    #expect(counts.max() ?? 0 <= 2, "\(counts)")
    #expect(host.close().isEmpty)
  }

  private static func count(_ work: StageWork) throws -> Double {
    let worker = try #require(work.trackWorker)
    var inputs = Artifacts()
    let row = Frames(format: Workbench.format, values: [0, 0, 0])
    inputs[named: "rows"] = [Artifacts.Named(name: "rows", value: row)]
    let given = try #require(try worker.run(inputs, in: .made)[named: "rows"].first?.value as? Frames)
    return try Double(#require(given.values().first))
  }

  /// A process that is used for one stage after another gives what each gives.
  @Test func aProcessIsOpenedAgain() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let works: [(Double, StageWork)] = try [1, 3, 2].map { (gain: Double) in
      (gain, try bench.work("gain", gain: gain, host: host).1)
    }
    for (gain, work) in works + works {
      let factor = Float(gain)
      #expect(try bench.stream(work, [1, 2, 3], blocks: 1).rows == [factor, 2 * factor, 3 * factor])
    }
  }

  @Test func whatIsSaidBesideTracksIsTold() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let told = Told()
    let host = PluginHost(
      paths: [], vamp: nil, startsThoseOfPipelines: true, version: "9.8", cache: bench.cache, tell: { told.add($0) })
    let (_, work) = try bench.work("gain", host: host)
    for _ in 0..<2 { #expect(try bench.stream(work, Self.values, blocks: 1000).warnings == ["saw True"]) }
    #expect(
      told.sentences == [
        "the plugin 'p': met 9.8", "the plugin 'p': formats are guessed", "the plugin 'p': the model is old",
      ])
  }

  @Test func whatIsWrittenAfterByeIsTold() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, work) = try bench.work("late", host: host)
    #expect(try bench.stream(work, Self.values, blocks: 1000).rows == Self.values)
    #expect(host.close() == ["the plugin 'p' wrote something after `bye`"])
    #expect(host.close().isEmpty)
  }

  /// Those that do not end when they are told to are waited for together.
  @Test func processesEndTogether() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, work) = try bench.work("deaf", host: host)
    let worker = try #require(work.frameWorker)
    var formats = FrameFormats()
    formats[named: "rows"] = [Workbench.format]
    let processors = try (0..<4).map { _ in try worker.makeProcessor(for: formats) }
    for processor in processors {
      var output = Rows(width: 3)
      _ = try processor.finish(into: &output)
    }
    let start = ContinuousClock.now
    #expect(host.close().isEmpty)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test(arguments: [
    ("0", nil), ("12.9", nil), ("13.1", "event 0 is at 13.1 s, and the track lasts 3 s"),
    ("1e300", "and the track lasts 3 s"), ("1e999", "event 0 has no `start` in seconds"),
    ("-1", "event 0 has no `start` in seconds"), ("1, \"end\": 14", "event 0 is at 14 s, and the track lasts 3 s"),
    ("1, \"end\": 1e999", "event 0 has an `end` that is no number of seconds"),
  ])
  func eventsLieWithinTheTrack(at: String, reason: String?) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let worker = try #require(try bench.work("when", at: at).1.trackWorker)
    guard let reason else {
      #expect(try worker.run(Artifacts(), in: .made)[named: "events"].count == 1)
      return
    }
    let failure = #expect(throws: Failure.self) { try worker.run(Artifacts(), in: .made) }
    #expect(failure?.reason.contains("the plugin 'p': its output 'events': ") == true)
    #expect(failure?.reason.contains(reason) == true, "\(String(describing: failure))")
  }

  /// The track of a frame stage is as long as its rows: 100 of them at 43 Hz.
  @Test(arguments: [("12", true), ("13", false), ("1e300", false)])
  func eventsOfFrameStagesLieWithinTheTrack(at: String, isWell: Bool) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let (_, work) = try bench.work("when.rows", at: at)
    if isWell {
      _ = try bench.stream(work, Self.values, blocks: 10)
    } else {
      #expect(throws: Failure.self) { try bench.stream(work, Self.values, blocks: 10) }
    }
  }

  /// A process that sends rows where there are to be none is in the middle of its talk: the next track gets another.
  @Test func rowsOfAStageThatGivesNoneAreAFault() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let host = bench.host
    let (_, wrong) = try bench.work("when.rows", at: "rows", host: host)
    let failure = #expect(throws: Failure.self) { try bench.stream(wrong, Self.values, blocks: 10) }
    #expect(failure?.reason.contains("the plugin 'p': it sent rows, and its stage gives none") == true)
    let (_, good) = try bench.work("gain", gain: 1, host: host)
    #expect(try bench.stream(good, Self.values, blocks: 10).rows == Self.values)
    #expect(host.close().isEmpty)
  }

  /// What has been understood is let go of, also when the next frame has begun each time.
  @Test func aLongTalkTakesLittleMemory() throws {
    let script = """
      import struct, sys
      head = b'{"type":"block","buffers":[{"name":"a","dtype":"u8","shape":[65537]}]}'
      for _ in range(1000): sys.stdout.buffer.write(struct.pack("<I", len(head)) + head + bytes(65537))
      sys.stdout.flush()
      sys.stdin.read()
      """
    let channel = MessageChannel(try WorkerProcess("python3", ["-c", script], name: "it"))
    for _ in 0..<1000 {
      #expect(try channel.next().buffers["a"]?.bytes?.count == 65537)
      guard channel.incoming.count < 16 << 20 else {
        Issue.record("it keeps \(channel.incoming.count) bytes")
        return
      }
    }
  }

  /// A header with very many buffers is read in a moment, and two of one name are found.
  @Test func manyBuffersAreRead() throws {
    let buffers = (0..<100_000).map { #"{"name":"\#($0)","dtype":"u8","shape":[0]}"# }
    let start = ContinuousClock.now
    let header = #"{"type":"done","buffers":[\#(buffers.joined(separator: ","))]}"#
    #expect(try Answer.header(Array(header.utf8)).announced.count == 100_000)
    #expect(ContinuousClock.now - start < .seconds(20))
    let twice = #"{"type":"done","buffers":[\#(buffers[7]),\#(buffers[7])]}"#
    #expect(throws: Failure.self) { try Answer.header(Array(twice.utf8)) }
  }
}

/// Sentences from any thread.
private final class Told: Sendable {
  private let all = Mutex<[String]>([])

  var sentences: [String] { all.withLock { $0 } }

  func add(_ sentence: String) { all.withLock { $0.append(sentence) } }
}
