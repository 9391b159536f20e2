import Signal
import StageKit

/// What pooling gives: for each stream, each statistic of all columns.
struct PooledFormat {
  /// The statistics, in the pipeline's order.
  let statistics: [Statistic]

  /// - Throws: ``Failure`` if there is none, or one twice.
  init(_ statistics: [Statistic]) throws(Failure) {
    guard !statistics.isEmpty else { throw Failure("there are no statistics", remedy: "name one, such as mean") }
    guard Set(statistics).count == statistics.count else { throw Failure("a statistic is named twice") }
    self.statistics = statistics
  }

  /// The format of pooled streams, with columns such as `mel.0.mean`.
  ///
  /// - Throws: ``Failure`` if the streams differ in rate, as their rows could not be counted together.
  func format(of streams: ListInput<Frames>, in inputs: FrameFormats) throws(Failure) -> FrameFormat {
    let formats = inputs[streams]
    guard let first = formats.first, first.rate > 0 else {
      throw Failure("takes frames with a fixed rate", remedy: "wire frames of a spectrum, such as mel")
    }
    if let other = formats.first(where: { $0.rate != first.rate }) {
      throw Failure(
        "takes frames of one rate, but is given \(first.rate.text) and \(other.rate.text) Hz",
        remedy: "pool them in a stage each")
    }
    var columns: [String] = []
    for (name, format) in zip(inputs[namesOn: streams], formats) {
      for statistic in statistics {
        columns += (0..<format.width).map { column in
          "\(name).\(format.columns.isEmpty ? String(column) : format.columns[column]).\(statistic.rawValue)"
        }
      }
    }
    return FrameFormat(
      quantity: .statistics, width: columns.count, rate: first.rate, sampleRate: first.sampleRate, columns: columns)
  }
}
