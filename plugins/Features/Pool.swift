import Signal
import StageKit

/// Frames to their statistics over equal spans of time.
struct Pool: FrameStage {
  static let frames = ListInput<Frames>("frames", "Frames of one rate, of which all columns are pooled.")
  static let pooled = Output<Frames>(
    "pooled", "For each of the frames, each statistic of all columns; row i is of i periods to i + 1.")

  static let period = Parameter("period", default: 1.0, unit: .seconds, in: 0.001...60, "How long a row is.")
  static let statistics = Parameter(
    "statistics", default: [Statistic.mean, .std], "Which statistics: of mean, std, min, max and median.")

  static let declaration = StageDeclaration(
    id: "pool",
    doc: "Gives statistics of frames over equal spans of time, such as seconds; the last row may have fewer frames.",
    source: "numpy.mean, std, min, max and median along the rows",
    inputs: [frames], outputs: [pooled], parameters: [period, statistics])

  private let period: Double
  private let pooled: PooledFormat

  init(_ settings: Settings) throws(Failure) {
    period = settings[Self.period]
    pooled = try PooledFormat(settings[Self.statistics])
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var format = try pooled.format(of: Self.frames, in: inputs)
    guard format.rate * period >= 1 else {
      throw Failure(
        "a period of \(period.text) s is shorter than a frame at \(format.rate.text) Hz",
        remedy: "choose a longer period")
    }
    format.rate = 1 / period
    var outputs = FrameFormats()
    outputs[Self.pooled] = format
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let formats = inputs[Self.frames]
    return Processor(
      widths: formats.map(\.width), framesPerRow: (formats.first?.rate ?? 0) * period, statistics: pooled.statistics)
  }

  private final class Processor: FrameProcessor {
    private let framesPerRow: Double
    private let statistics: [Statistic]
    /// The frames of the row that is being filled, for each stream.
    private var waiting: [Rows]
    private var column: [Float] = []
    private var taken = 0
    private var row = 0

    init(widths: [Int], framesPerRow: Double, statistics: [Statistic]) {
      waiting = widths.map { Rows(width: $0) }
      self.framesPerRow = framesPerRow
      self.statistics = statistics
    }

    /// The first frame after the row that is being filled. A frame that is rounded to just before its row belongs to it.
    private var end: Int { Int((Double(row + 1) * framesPerRow - 1e-6).rounded(.up)) }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      let streams = block[Pool.frames]
      let count = streams.first?.count ?? 0
      var done = 0
      while done < count {
        let next = min(count, done + end - taken)
        for (index, stream) in streams.enumerated() {
          waiting[index].values += stream.values[done * stream.width..<next * stream.width]
        }
        taken += next - done
        done = next
        if taken == end { appendRow(to: &output) }
      }
    }

    func finish(into output: inout Rows) -> Artifacts {
      if waiting.contains(where: { !$0.isEmpty }) { appendRow(to: &output) }
      return Artifacts()
    }

    private func appendRow(to output: inout Rows) {
      for index in waiting.indices {
        let (rows, width) = (waiting[index].values, waiting[index].width)
        let first = output.values.count
        output.values.append(contentsOf: repeatElement(0, count: statistics.count * width))
        for number in 0..<width {
          column.removeAll(keepingCapacity: true)
          for place in stride(from: number, to: rows.count, by: width) { column.append(rows[place]) }
          for (order, statistic) in statistics.enumerated() {
            output.values[first + order * width + number] = column.withUnsafeMutableBufferPointer {
              statistic.value(of: $0)
            }
          }
        }
        waiting[index].removeAll()
      }
      row += 1
    }
  }
}
