import Signal
import StageKit

/// The peaks of a track's spectrum, kept until its tuning can be told.
struct TuningPeaks {
  private let estimator: TuningEstimator
  private var spool: RowSpool
  private var found = Rows(width: 2)

  /// - Parameter format: Of the spectrum.
  init(of format: FrameFormat, classCount: Int) {
    estimator = TuningEstimator(
      sampleRate: format.sampleRate, transformLength: format.transformLength, classCount: classCount)
    spool = RowSpool(
      format: FrameFormat(quantity: .spectralPeak, width: 2, rate: 0, sampleRate: format.sampleRate))
  }

  /// Finds the peaks of rows of the spectrum.
  ///
  /// - Throws: ``Failure`` if the temporary file cannot be written.
  mutating func add(_ spectrum: Rows) throws {
    spectrum.forEachRow { row in
      estimator.forEachPeak(of: row) { peak in
        found.values.append(peak.magnitude)
        found.values.append(Float(peak.deviation))
      }
    }
    try spool.append(found)
    found.removeAll()
  }

  /// The tuning that all peaks together tell.
  ///
  /// - Throws: ``Failure`` if the temporary file cannot be read.
  func tuning() throws -> Double {
    let peaks = spool.frames
    return try TuningEstimator.tuning { body in
      try peaks.forEachBlock(of: 1 << 16) { _, rows in
        for index in stride(from: 0, to: rows.count, by: 2) {
          body(TuningEstimator.Peak(magnitude: rows[index], deviation: Int(rows[index + 1])))
        }
      }
    }
  }
}
