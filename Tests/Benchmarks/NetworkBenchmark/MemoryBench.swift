import Files
import FoundationEssentials
import Glibc
import Learning
import Networks
import StageKit

/// One epoch of training on songs whose rows stand in files, one file for each, and how much memory it takes.
struct MemoryBench {
  /// How many songs; the rows of each; the numbers of a row.
  let songs: Int
  let rows: Int
  let inputs: Int

  /// Writes the songs to a folder that vanishes, measures their scale and trains on them.
  ///
  /// - Returns: The most memory that the process had at once, in MiB.
  func run() throws -> Int {
    let folder = FileManager.default.temporaryDirectory.appending(path: "NetworkBenchmark-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try train(on: (0..<songs).map { try song($0, in: folder) })
    return try Self.mebibytes("VmHWM")
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
    let path = folder.appending(path: "\(number)").path
    let format = FrameFormat(quantity: .embeddings, width: inputs, rate: 1, sampleRate: 0)
    try Data(Frames(format: format, values: values).encoded()).write(to: URL(filePath: path))
    guard let stamp = FileStamp(of: path) else { throw Failure("\(path): is not there") }
    return try Frames(encoded: FileBytes(path: path, stamp: stamp))
  }

  /// A line of the process's status.
  private static func mebibytes(_ name: String) throws -> Int {
    let status = try String(decoding: Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return line.flatMap { $0.split(whereSeparator: { !$0.isNumber }).first }.flatMap { Int($0) }.map { $0 >> 10 } ?? 0
  }
}

/// The bytes of a file, read where they are asked for, as the store does it.
private struct FileBytes: ByteSource {
  let path: String
  let stamp: FileStamp

  var count: Int { stamp.size }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    guard let result = try FileContent.read(range, of: path, as: stamp, body) else {
      throw Failure("\(path): is another file now")
    }
    return result
  }
}
