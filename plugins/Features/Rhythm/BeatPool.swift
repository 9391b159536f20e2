import Signal
import StageKit

/// Frames to their statistics from beat to beat.
struct BeatPool: TrackStage {
  /// How many numbers are gathered at once; a span that has more is read several times.
  private static let gatherLimit = 1 << 20

  static let frames = ListInput<Frames>("frames", "Frames of one rate, of which all columns are pooled.")
  static let beats = Input<Events>("beats", "Where the rows end and begin.")
  static let pooled = Output<Frames>(
    "pooled", "Start and end in seconds, then for each of the frames, each statistic of all columns.")

  static let statistics = Parameter(
    "statistics", default: [Statistic.mean, .std], "Which statistics: of mean, std, min, max and median.")

  static let declaration = StageDeclaration(
    id: "pool.beats",
    doc: "Gives statistics of frames up to the first beat, from beat to beat, and from the last on.",
    source: "librosa 0.11.0, librosa.util.sync(frames, beats, aggregate=...) with numpy's functions",
    inputs: [frames, beats], outputs: [pooled], parameters: [statistics])

  private let pooled: PooledFormat

  init(_ settings: Settings) throws(Failure) {
    pooled = try PooledFormat(settings[Self.statistics])
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var outputs = FrameFormats()
    outputs[Self.pooled] = format(try pooled.format(of: Self.frames, in: inputs))
    return outputs
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let streams = inputs[Self.frames]
    var formats = FrameFormats()
    formats[named: Self.frames.name] = streams.map(\.value.format)
    formats.name(streamsAt: Self.frames.name, streams.map(\.name))
    let fixed = try pooled.format(of: Self.frames, in: formats)

    let count = streams.map(\.value.count).min() ?? 0
    // The frame that stands at a beat, or the next; a beat that is rounded to just after its frame belongs to it.
    let beats = try inputs[Self.beats].times.map { Int(($0 * fixed.rate - 1e-6).rounded(.up)) }
    let edges = ([0] + beats.filter { (1..<max(1, count)).contains($0) } + [count]).reduce(into: [Int]()) {
      edges, edge in
      if edge > edges.last ?? -1 { edges.append(edge) }
    }
    var values: [Float] = []
    for (start, end) in zip(edges, edges.dropFirst()) {
      values += [Float(Double(start) / fixed.rate), Float(Double(end) / fixed.rate)]
      for stream in streams { values += try statistics(of: stream.value, in: start..<end) }
    }
    var outputs = Artifacts()
    outputs[Self.pooled] = Frames(format: format(fixed), values: values)
    return outputs
  }

  /// The format of rows from beat to beat.
  private func format(_ fixed: FrameFormat) -> FrameFormat {
    var format = fixed
    format.rate = 0
    format.width += 2
    format.columns = ["start", "end"] + fixed.columns
    return format
  }

  /// Each statistic of all columns in some rows; few columns at a time where there are many rows.
  private func statistics(of frames: Frames, in rows: Range<Int>) throws -> [Float] {
    let width = frames.format.width
    let statistics = pooled.statistics
    var result = [Float](repeating: 0, count: statistics.count * width)
    let columnsAtOnce = min(width, max(1, Self.gatherLimit / rows.count))
    for first in stride(from: 0, to: width, by: columnsAtOnce) {
      let columns = first..<min(first + columnsAtOnce, width)
      var gathered = try columnMajor(columns, of: frames, in: rows)
      gathered.withUnsafeMutableBufferPointer { gathered in
        for (index, column) in columns.enumerated() {
          let numbers = UnsafeMutableBufferPointer(rebasing: gathered[(index * rows.count)...].prefix(rows.count))
          for (order, statistic) in statistics.enumerated() {
            result[order * width + column] = statistic.value(of: numbers)
          }
        }
      }
    }
    return result
  }

  /// Some columns of some rows, one column after the other.
  private func columnMajor(_ columns: Range<Int>, of frames: Frames, in rows: Range<Int>) throws -> [Float] {
    let width = frames.format.width
    var gathered = [Float](repeating: 0, count: columns.count * rows.count)
    let blockSize = 1024
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
      try frames.read(first..<min(first + blockSize, rows.upperBound)) { block in
        for row in 0..<block.count / width {
          for (index, column) in columns.enumerated() {
            gathered[index * rows.count + first - rows.lowerBound + row] = block[row * width + column]
          }
        }
      }
    }
    return gathered
  }
}
