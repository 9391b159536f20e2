import FoundationEssentials
import Glibc
import Learning
import Networks
import StageKit
import Synchronization

/// One epoch of training on songs whose rows stand in files, one mapped file for each, and how much memory it takes.
struct MemoryBench {
  /// How many songs; the rows of each; the numbers of a row.
  let songs: Int
  let rows: Int
  let inputs: Int

  /// Writes the songs to a folder that vanishes, measures their scale and trains on them.
  ///
  /// - Returns: Peaks in MiB: of the memory that is the process's own, looked at every 5 ms, and of all that it had in
  ///   memory at once, pages of mapped files among them.
  func run() async throws -> (anonymous: Int, all: Int) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "NetworkBenchmark-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let frames = try (0..<songs).map { try song($0, in: folder) }
    let looking = Task.detached {
      var peak = 0
      while !Task.isCancelled {
        peak = max(peak, try Self.mebibytes("RssAnon"))
        try? await Task.sleep(for: .milliseconds(5))
      }
      return peak
    }
    try train(on: frames)
    looking.cancel()
    return (try await looking.value, try Self.mebibytes("VmHWM"))
  }

  private func train(on songs: [Frames]) throws {
    let shape = NetworkShape(inputs: inputs, layers: [16], cell: .gru, outputs: 8)
    let scale = try FeatureScale(of: Frames(joining: songs, format: songs[0].format))
    let trainer = try Trainer(
      shape: shape,
      songs: songs.map { song in
        TrainingSong(frames: scale.normalised(song), labels: (0..<rows).map { $0 % shape.outputs })
      },
      settings: TrainingSettings())
    var state = trainer.start()
    try trainer.runEpoch(&state)
  }

  /// A song by chance.
  private func song(_ number: Int, in folder: URL) throws -> Frames {
    let random = CounterRandom(seed: UInt64(number))
    let values = (0..<rows * inputs).map { Float(random.uniform("frames", UInt64($0))) }
    let file = folder.appending(path: "\(number)")
    try values.withUnsafeBytes { try Data($0).write(to: file) }
    return Frames(
      format: FrameFormat(quantity: .embeddings, width: inputs, rate: 1, sampleRate: 0),
      store: try MappedRows(file.path, width: inputs))
  }

  /// A line of the process's status.
  private static func mebibytes(_ name: String) throws -> Int {
    let status = try String(decoding: Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return line.flatMap { $0.split(whereSeparator: { !$0.isNumber }).first }.flatMap { Int($0) }.map { $0 >> 10 } ?? 0
  }
}

/// Rows in a file that is mapped to memory.
private final class MappedRows: RowStore {
  let count: Int
  private let width: Int
  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  init(_ path: String, width: Int) throws {
    let file = open(path, O_RDONLY)
    defer { close(file) }
    let length = Int(lseek(file, 0, SEEK_END))
    guard file >= 0, length > 0, let base = mmap(nil, length, PROT_READ, MAP_SHARED, file, 0), base != MAP_FAILED else {
      throw Failure("\(path): cannot be mapped: \(String(cString: strerror(errno)))")
    }
    (self.width, bytes) = (width, UnsafeRawBufferPointer(start: base, count: length))
    count = length / (width * MemoryLayout<Float>.stride)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    let stride = width * MemoryLayout<Float>.stride
    return try UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound * stride..<range.upperBound * stride])
      .withMemoryRebound(to: Float.self, body)
  }
}
