import Foundation
import PluginHost
import StageKit
import Testing

@testable import PluginHost

/// A plugin for tests: the program beside these files, or a script that a test writes.
struct Workbench {
  let folder: String
  let cache: AnswerCache

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/plugins-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    cache = AnswerCache(folder: "\(folder)/cache")
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// The program that behaves as its stages' ids say.
  static var program: String {
    get throws {
      let url = try #require(Bundle.module.url(forResource: "Programs", withExtension: nil))
      return url.path + "/program.py"
    }
  }

  var host: PluginHost {
    PluginHost(paths: [], vamp: nil, startsThoseOfPipelines: true, cache: cache)
  }

  /// A folder with a plugin that runs the program.
  ///
  /// - Parameter stages: Those that it tells; all if `nil`.
  func plugin(yaml: String = "", name: String = "p", stages: String? = nil) throws -> String {
    let place = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Self.program, toPath: "\(place)/program.py")
    let words = ["python3", "program.py"] + (stages.map { ["\"\($0)\""] } ?? [])
    try write("run: [\(words.joined(separator: ", "))]\n" + yaml, to: "\(place)/plugin.yaml")
    return place
  }

  func write(_ text: String, to path: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

  /// A stage of the program, made with settings.
  func work(
    _ id: String, gain: Double? = nil, at: String? = nil, host: PluginHost? = nil, yaml: String = ""
  ) throws -> (StageKind, StageWork) {
    let place = "\(folder)/p"
    let path = FileManager.default.fileExists(atPath: place) ? place : try plugin(yaml: yaml)
    let program = try #require(try PluginHost.programs(at: path).first)
    let plugin = try (host ?? self.host).plugin(program)
    let kind = try #require(plugin.stages.first { $0.declaration.id == id })
    var settings = Settings(defaultsOf: kind.declaration)
    if let gain { settings.set("gain", to: gain) }
    if let at { settings.set("at", to: at) }
    return (kind, try kind.make(settings))
  }

  static let format = FrameFormat(quantity: .melPower, width: 3, rate: 43, sampleRate: 22_050)

  /// All rows that a frame stage gives of others, sent in blocks.
  func stream(_ work: StageWork, _ values: [Float], blocks: Int, width: Int = 3) throws -> (
    rows: [Float], warnings: [String]
  ) {
    let worker = try #require(work.frameWorker)
    var formats = FrameFormats()
    var format = Self.format
    format.width = width
    formats[named: "rows"] = [format]
    let processor = try worker.makeProcessor(for: formats)
    var output = Rows(width: width)
    for start in stride(from: 0, to: values.count, by: blocks * width) {
      let rows = Rows(width: width, values: Array(values[start..<min(start + blocks * width, values.count)]))
      try processor.process(FrameBlock(["rows": [rows]]), into: &output)
    }
    _ = try processor.finish(into: &output)
    return (output.values, processor.warnings)
  }
}

extension StageWork {
  var frameWorker: (any FrameWorker)? { if case .frame(let worker) = self { worker } else { nil } }
  var trackWorker: (any TrackWorker)? { if case .track(let worker) = self { worker } else { nil } }
}

extension TrackContext {
  static let made = TrackContext(
    track: TrackInfo(name: "a", path: "a.flac", seconds: 3, hash: "0123456789abcdef0123456789abcdef"), version: "",
    pipelineHash: "")
}
